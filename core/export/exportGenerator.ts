/** Exports a generator: writes the file, proves that it computes what the engine computes, and only then keeps it. */
import { existsSync } from 'node:fs';
import { mkdir, readdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { replaceFolder } from '../files/replaceFolder.ts';
import { atomicWrite } from '../files/atomicWrite.ts';
import { sha256OfFile } from '../files/sha256.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import { PRECISIONS_OF, type ExportSettings } from '../pipeline/index.ts';
import { CARD_FILE, modelCard } from './card/modelCard.ts';
import type { CheckInputs } from './checkInputs.ts';
import { ExportError } from './exportError.ts';
import type { ExportOptions } from './exportProgress.ts';
import { fileMetadata } from './fileMetadata.ts';
import { summarize, timeRuns, type Latency } from './latency.ts';
import { mismatchText } from './mismatch.ts';
import { calibrationOf } from './onnx/staticInt8.ts';
import { readReport } from './readExport.ts';
import {
  exportReportSchema,
  REPORT_FILE,
  REPORT_VERSION,
  type ExportReport,
  type ModelOrigin,
  type Verification,
} from './report.ts';
import { limitFor } from './rounding.ts';
import type { ModelRunner } from './runtimes/modelRunner.ts';
import { FORMATS } from './targets/index.ts';
import type { ModelSource } from './targets/target.ts';
import { firstDifferentNode, measureFile, meets } from './verify.ts';

export interface ExportRequest extends ModelSource {
  readonly origin: ModelOrigin;
  /** Made if missing; an older export in it is replaced, anything else is refused. */
  readonly outputFolder: string;
  readonly checkInputs: CheckInputs;
}

/** Enough to tell a fast model from a slow one; `bench-model` measures longer. */
const LATENCY_RUNS = { warmUps: 2, runs: 9 };

/**
 * Writes model, report and model card to the folder and returns the report.
 * @throws ExportError if the file does not match the engine, naming the first node that differs, or the folder is in use;
 *   the signal's reason if it is aborted
 */
export async function exportGenerator(
  request: ExportRequest,
  tf: TensorFlow,
  options: ExportOptions = {},
): Promise<ExportReport> {
  const folder = resolve(request.outputFolder);
  checkSettings(request.settings);
  await requireReplaceable(folder);
  await mkdir(dirname(folder), { recursive: true });
  const reports: ExportReport[] = [];
  await replaceFolder(folder, async (staging) => {
    reports.push(await exportTo(staging, request, tf, options));
  });
  return reports[0]!;
}

async function exportTo(
  folder: string,
  request: ExportRequest,
  tf: TensorFlow,
  options: ExportOptions,
): Promise<ExportReport> {
  const { settings, origin, network, calibrationPictures = [] } = request;
  const format = FORMATS[settings.target];
  options.onProgress?.({ kind: 'writing' });
  await format.write(folder, request, fileMetadata(origin, settings));
  const files = await filesIn(folder);
  options.onProgress?.({ kind: 'written', bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) });
  const { verification, latency } = await examine(folder, request, tf, options);
  const report = exportReportSchema.parse({
    version: REPORT_VERSION,
    createdAt: new Date().toISOString(),
    settings,
    mainFile: format.mainFile,
    files,
    verification,
    latency,
    ...(settings.precision === 'int8-static' ? { calibration: calibrationOf(network, calibrationPictures) } : {}),
    origin,
  });
  await atomicWrite(join(folder, REPORT_FILE), `${JSON.stringify(report, null, 2)}\n`);
  await atomicWrite(join(folder, CARD_FILE), `${modelCard(report)}\n`);
  return report;
}

export interface Examination {
  readonly verification: Verification;
  /** null: no runtime of its own runs this format. */
  readonly latency: Latency | null;
}

/** Measures the file in `folder`; throws an ExportError if it is further from the engine than its precision allows. */
export async function examine(
  folder: string,
  request: ModelSource & { readonly checkInputs: CheckInputs },
  tf: TensorFlow,
  { onProgress, signal }: ExportOptions = {},
): Promise<Examination> {
  const { settings, checkInputs } = request;
  const { pictures, inputs } = checkInputs;
  const format = FORMATS[settings.target];
  const [first] = pictures;
  if (!first) throw new RangeError('An export is checked with at least one picture.');
  const runner = await format.open(folder, settings, request.network, tf);
  try {
    const difference = await measureFile(runner, request, pictures, tf, (done) => {
      onProgress?.({ kind: 'verifying', done, total: pictures.length });
      signal?.throwIfAborted();
    });
    const limit = limitFor(request, difference, pictures, tf, signal);
    if (!meets(difference, limit)) {
      const node = format.showsLayers ? await firstDifferentNode(format, folder, request, first, tf) : null;
      throw new ExportError(mismatchText(difference, limit, settings, node));
    }
    const [, height, width] = first.shape;
    const count = pictures.reduce((sum, { shape }) => sum + shape[0], 0);
    const sizePixels = { height, width };
    const verification = { ...difference, runtime: runner.runtime, inputs, pictures: count, sizePixels, limit };
    onProgress?.({ kind: 'verified', verification });
    onProgress?.({ kind: 'measuring' });
    const latency = format.isRun ? { ...(await time(runner, first)), sizePixels } : null;
    onProgress?.({ kind: 'measured', latency });
    return { verification, latency };
  } finally {
    await runner.close();
  }
}

async function time(runner: ModelRunner, picture: Parameters<ModelRunner['prepare']>[0]) {
  return summarize(await timeRuns(runner.prepare(picture), LATENCY_RUNS));
}

function checkSettings({ target, precision, convention, basicOps }: ExportSettings): void {
  if (!PRECISIONS_OF[target].includes(precision)) {
    throw new ExportError(`${target} has no ${precision}: choose ${PRECISIONS_OF[target].join(', ')}.`);
  }
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

async function filesIn(folder: string): Promise<ExportReport['files']> {
  const names = (await readdir(folder)).sort();
  return Promise.all(
    names.map(async (name) => {
      const path = join(folder, name);
      return { name, bytes: (await stat(path)).size, sha256: await sha256OfFile(path) };
    }),
  );
}
