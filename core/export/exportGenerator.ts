/** Exports a generator: writes the file, proves that it computes what the engine computes, and only then keeps it. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { replaceFolder } from '../engine/runtime/replaceFolder.ts';
import { atomicWrite } from '../files/atomicWrite.ts';
import { sha256OfFile } from '../files/sha256.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import { CARD_FILE, modelCard } from './card/modelCard.ts';
import type { CheckInputs } from './checkInputs.ts';
import { ExportError } from './exportError.ts';
import { readReport } from './readExport.ts';
import { exportReportSchema, REPORT_FILE, type ExportReport, type ModelOrigin, type Verification } from './report.ts';
import type { ExportSettings } from './settings.ts';
import { FORMATS } from './targets/index.ts';
import type { ModelSource } from './targets/target.ts';
import { firstDifferentNode, measureFile, TOLERANCES } from './verify.ts';

export interface ExportRequest extends ModelSource {
  readonly origin: ModelOrigin;
  /** Made if missing; an older export in it is replaced, anything else is refused. */
  readonly outputFolder: string;
  readonly checkInputs: CheckInputs;
}

/**
 * Writes model, report and model card to the folder and returns the report.
 * @throws ExportError if the file does not match the engine, naming the first node that differs, or the folder is in use.
 */
export async function exportGenerator(request: ExportRequest, tf: TensorFlow): Promise<ExportReport> {
  const folder = resolve(request.outputFolder);
  checkSettings(request.settings);
  await requireReplaceable(folder);
  await mkdir(dirname(folder), { recursive: true });
  const reports: ExportReport[] = [];
  await replaceFolder(folder, async (staging) => {
    reports.push(await exportTo(staging, request, tf));
  });
  return reports[0]!;
}

async function exportTo(folder: string, request: ExportRequest, tf: TensorFlow): Promise<ExportReport> {
  const { settings, origin } = request;
  const format = FORMATS[settings.target];
  await format.write(folder, request, metadataOf(request));
  const verification = await verifyExport(folder, request, tf);
  const report = exportReportSchema.parse({
    version: 1,
    createdAt: new Date().toISOString(),
    settings,
    mainFile: format.mainFile,
    files: await filesIn(folder),
    verification,
    origin,
  });
  await atomicWrite(join(folder, REPORT_FILE), `${JSON.stringify(report, null, 2)}\n`);
  await atomicWrite(join(folder, CARD_FILE), `${modelCard(report)}\n`);
  return report;
}

/** Measures the file in `folder`; throws an ExportError if it is further from the engine than its precision allows. */
export async function verifyExport(
  folder: string,
  request: ModelSource & { readonly checkInputs: CheckInputs },
  tf: TensorFlow,
): Promise<Verification> {
  const { settings, checkInputs } = request;
  const { pictures, inputs } = checkInputs;
  const format = FORMATS[settings.target];
  const measured = await measureFile(format, folder, request, pictures, tf);
  const tolerance = TOLERANCES[settings.precision];
  const [first] = pictures;
  if (!first) throw new RangeError('An export is checked with at least one picture.');
  if (!(measured.maximumError <= tolerance)) {
    const node = await firstDifferentNode(format, folder, request, first, tf);
    throw new ExportError(mismatchText(measured.maximumError, tolerance, settings, node));
  }
  const [, height, width] = first.shape;
  const count = pictures.reduce((sum, { shape }) => sum + shape[0], 0);
  return { ...measured, inputs, pictures: count, sizePixels: { height, width }, tolerance };
}

function mismatchText(error: number, tolerance: number, { precision, target }: ExportSettings, node?: string): string {
  const place =
    node === undefined
      ? 'No single layer differs: the network magnifies the rounding errors of its layers'
      : `The first layer that differs is "${node}"`;
  const advice =
    precision === 'float16' ? 'Export it in float32.' : 'Export a later checkpoint; if it stays so, please report it.';
  return (
    `The exported ${target} model differs from the engine by ${error.toExponential(2)} (allowed: ` +
    `${tolerance.toExponential(2)} on the scale −1…1), so it must not be used. ${place}. ${advice}`
  );
}

function checkSettings({ target, convention, basicOps }: ExportSettings): void {
  if (target !== 'safetensors') return;
  if (convention.range === '-1..1' && convention.layout === 'NCHW' && !basicOps) return;
  throw new ExportError(
    'safetensors holds weights only, for classes that take −1…1 and NCHW: leave range, layout and basic ops as they are.',
  );
}

/** Only our own exports are ever replaced. */
async function requireReplaceable(folder: string): Promise<void> {
  if (!existsSync(folder)) return;
  if ((await readdir(folder)).length === 0) return;
  if (await readReport(folder)) return;
  throw new ExportError(`${folder} holds other files. Choose an empty folder or one that does not exist yet.`);
}

/** What a viewer such as Netron shows about the model. */
function metadataOf({ origin, settings }: ExportRequest): Record<string, string> {
  const { range, layout } = settings.convention;
  return {
    architecture: origin.architecture,
    ngf: String(origin.ngf),
    input_range: range,
    output_range: range,
    layout,
    channels: `${origin.inputChannels} -> ${origin.outputChannels} (3: RGB)`,
    size_multiple: String(origin.sizeMultiple),
    trained_size: String(origin.trainedPixels),
    weight_precision: settings.precision,
    run: origin.run.id,
    role: origin.role,
    step: String(origin.run.step),
    data: origin.dataset.name,
    data_license: origin.dataset.license?.name ?? 'unknown',
  };
}

async function filesIn(folder: string): Promise<ExportReport['files']> {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { name, bytes: (await stat(path)).size, sha256: await sha256OfFile(path) };
    }),
  );
}
