/** How fast the generators of a run are on this machine, beside what they cost in multiplications: the two differ. */
import { mkdtemp, rm } from 'node:fs/promises';
import { arch, cpus, platform, tmpdir } from 'node:os';
import { join } from 'node:path';
import { costOf } from '../../networks/cost.ts';
import { sizeMultipleOf } from '../../networks/generators.ts';
import { describePipeline, type GeneratorRole, type PipelineDocument, type Precision } from '../../pipeline/index.ts';
import type { SpeedRecord } from '../../protocol/speedRecords.ts';
import { ExportError } from '../exportError.ts';
import { summarize } from '../latency.ts';
import { BENCH_RUNTIMES, type BenchAnswer, type BenchRuntime, type BenchTask } from './task.ts';

export interface BenchSettings {
  readonly document: PipelineDocument;
  readonly documentDirectory: string;
  readonly checkpointPath: string;
  /** Of the checkpoint. */
  readonly step: number;
  /** Edges of square pictures. */
  readonly sizesPixels: readonly number[];
  readonly threads: number;
  readonly runs: number;
  /** Runtimes that cannot have it get float32. */
  readonly precision: Precision;
}

/** A model file, and what all its tasks have in common. */
export interface WrittenModel {
  readonly precision: Precision;
  readonly task: Omit<BenchTask, 'sizePixels'>;
}

/** How models are written and measured: both load native code, which not every process may. */
export interface BenchSteps {
  write(settings: BenchSettings, role: GeneratorRole, runtime: BenchRuntime, folder: string): Promise<WrittenModel>;
  /** In a process of its own. */
  measure(task: BenchTask): Promise<BenchAnswer>;
}

/**
 * Measures every generator in every runtime at every size, one after the other, each in a process of its own.
 * @throws ExportError if a size does not suit a generator or a process fails
 */
export async function benchModel(
  settings: BenchSettings,
  { write, measure }: BenchSteps,
  onProgress: (done: number, total: number) => void,
): Promise<SpeedRecord[]> {
  const { document, sizesPixels, threads, step } = settings;
  const { generators } = describePipeline(document);
  for (const { settings: { architecture } } of generators) sizesPixels.forEach((size) => requireSize(size, architecture)); // prettier-ignore
  const folder = await mkdtemp(join(tmpdir(), 'omgd-bench-'));
  const total = generators.length * BENCH_RUNTIMES.length * sizesPixels.length;
  const measured: SpeedRecord[] = [];
  try {
    for (const {
      role,
      network,
      settings: { architecture, ngf },
    } of [...generators].reverse()) {
      // prettier-ignore
      for (const format of BENCH_RUNTIMES) {
        const { precision, task } = await write(settings, role, format, join(folder, `${role}-${format}`));
        for (const sizePixels of sizesPixels) {
          onProgress(measured.length, total);
          const { timesMs, peakBytes, runtime } = await measure({ ...task, sizePixels });
          const { macsPaper, macsExact } = costOf(network, { height: sizePixels, width: sizePixels });
          const what = { role, architecture, ngf, runtime, threads, precision, sizePixels, macsPaper, macsExact, step };
          measured.push({ ...what, ...summarize(timesMs), peakBytes, atMs: Date.now(), machine: machineName() });
        }
      }
    }
    onProgress(total, total);
    return measured;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Processor, how many of it the system has, and the system. */
export function machineName(): string {
  const processors = cpus();
  return `${processors[0]?.model.trim() ?? 'unknown processor'} × ${String(processors.length)}, ${platform()} ${arch()}`;
}

function requireSize(size: number, architecture: Parameters<typeof sizeMultipleOf>[0]): void {
  const multiple = sizeMultipleOf(architecture);
  if (size % multiple === 0) return;
  throw new ExportError(`${architecture} takes pictures whose sides are multiples of ${multiple}, not ${size}.`);
}
