/** How fast the generators of a run are on this machine, beside what they cost in multiplications: the two differ. */
import { mkdtemp, mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { costOf } from '../../networks/cost.ts';
import { sizeMultipleOf } from '../../networks/generators.ts';
import {
  conventionFor,
  describePipeline,
  exportSettingsSchema,
  PRECISIONS_OF,
  type GeneratorRole,
  type PipelineDocument,
  type Precision,
} from '../../pipeline/index.ts';
import { loadCalibrationPictures } from '../checkInputs.ts';
import { ExportError } from '../exportError.ts';
import { modelSource } from '../exportRun.ts';
import { summarize } from '../latency.ts';
import { FORMATS } from '../targets/index.ts';
import { measure } from './measure.ts';
import { BENCH_RUNTIMES, type BenchRuntime } from './task.ts';

export interface BenchSettings {
  readonly document: PipelineDocument;
  readonly documentDirectory: string;
  readonly checkpointPath: string;
  /** Edges of square pictures. */
  readonly sizesPixels: readonly number[];
  readonly threads: number;
  readonly runs: number;
  /** Runtimes that cannot have it get float32. */
  readonly precision: Precision;
}

export interface BenchRow {
  readonly role: GeneratorRole;
  readonly architecture: string;
  readonly ngf: number;
  /** As it names itself. */
  readonly runtime: string;
  readonly precision: Precision;
  readonly sizePixels: number;
  readonly medianMs: number;
  readonly p95Ms: number;
  readonly peakBytes: number;
  readonly macsPaper: number;
  readonly macsExact: number;
  /** This network's MACs by the student's. */
  readonly timesMacsPaper: number;
  readonly timesMacsExact: number;
  /** This network's median by the student's, same runtime and size. */
  readonly timesMedian: number;
}

type Measured = Omit<BenchRow, 'timesMacsPaper' | 'timesMacsExact' | 'timesMedian'> & { readonly format: BenchRuntime };

const WARM_UPS = 5;

/**
 * Measures every generator in every runtime at every size, one after the other, each in a process of its own.
 * @throws ExportError if a size does not suit a generator or a process fails
 */
export async function benchModel(
  settings: BenchSettings,
  onProgress: (done: number, total: number) => void,
): Promise<BenchRow[]> {
  const { document, sizesPixels } = settings;
  const { generators } = describePipeline(document);
  for (const { settings: { architecture } } of generators) sizesPixels.forEach((size) => requireSize(size, architecture)); // prettier-ignore
  const folder = await mkdtemp(join(tmpdir(), 'omgd-bench-'));
  const total = generators.length * BENCH_RUNTIMES.length * sizesPixels.length;
  const measured: Measured[] = [];
  try {
    for (const generator of [...generators].reverse()) {
      for (const runtime of BENCH_RUNTIMES) {
        const model = await writeModel(settings, generator.role, runtime, join(folder, `${generator.role}-${runtime}`));
        for (const sizePixels of sizesPixels) {
          onProgress(measured.length, total);
          const { timesMs, peakBytes, runtime: name } = await measure({ ...model.task, sizePixels });
          const { medianMs, p95Ms } = summarize(timesMs);
          const { macsPaper, macsExact } = costOf(generator.network, { height: sizePixels, width: sizePixels });
          const { role, settings: { architecture, ngf } } = generator; // prettier-ignore
          const speed = { medianMs, p95Ms, peakBytes, macsPaper, macsExact };
          measured.push({ format: runtime, role, architecture, ngf, runtime: name, precision: model.precision, sizePixels, ...speed }); // prettier-ignore
        }
      }
    }
    return measured.map((row) => compare(row, measured));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function compare({ format, ...row }: Measured, all: readonly Measured[]): BenchRow {
  const student = all.find((other) => other.role === 'student' && other.format === format && other.sizePixels === row.sizePixels)!; // prettier-ignore
  return {
    ...row,
    timesMacsPaper: row.macsPaper / student.macsPaper,
    timesMacsExact: row.macsExact / student.macsExact,
    timesMedian: row.medianMs / student.medianMs,
  };
}

function requireSize(size: number, architecture: Parameters<typeof sizeMultipleOf>[0]): void {
  const multiple = sizeMultipleOf(architecture);
  if (size % multiple === 0) return;
  throw new ExportError(`${architecture} takes pictures whose sides are multiples of ${multiple}, not ${size}.`);
}

/** Writes the model without checking it, which an export does; returns what all its tasks have in common. */
async function writeModel(settings: BenchSettings, role: GeneratorRole, runtime: BenchRuntime, folder: string) {
  const { document, documentDirectory, checkpointPath, threads, runs } = settings;
  const precision = PRECISIONS_OF[runtime].includes(settings.precision) ? settings.precision : 'float32';
  const convention = conventionFor(runtime, '-1..1');
  const choices = exportSettingsSchema.parse({ target: runtime, precision, convention, basicOps: false });
  const source = await modelSource(document, checkpointPath, role, choices);
  const calibrationPictures =
    precision === 'int8-static' ? await loadCalibrationPictures(document, documentDirectory, role) : [];
  await mkdir(folder, { recursive: true });
  await FORMATS[runtime].write(folder, { ...source, calibrationPictures }, {});
  const channels = document.preprocess.inputChannels;
  return { precision, task: { runtime, folder, convention, channels, threads, warmUps: WARM_UPS, runs } } as const;
}
