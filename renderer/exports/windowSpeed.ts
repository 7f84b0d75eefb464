/** Which exported files of a run are measured in the window, and what is kept of it. */
import type { CostRow, GeneratorRole } from '../../core/pipeline/index.ts';
import type { SpeedRecord } from '../../core/protocol/speedRecords.ts';
import type { StudioExport } from '../../core/protocol/studio/exports.ts';
import type { BenchmarkResult } from '../playground/benchmark.ts';
import { runnableExports } from '../playground/modelChoice.ts';

export type WindowSpeed = Omit<SpeedRecord, 'atMs' | 'machine'>;

const ROLES = ['student', 'wider', 'deeper'] as const satisfies readonly GeneratorRole[];

/** Of each generator its newest float32 file that takes pictures of this size. */
export function filesToMeasure(exports: readonly StudioExport[], runId: string, sizePixels: number): StudioExport[] {
  const fitting = runnableExports(exports).filter(
    (file) => file.runId === runId && file.precision === 'float32' && sizePixels % file.sizeMultiple === 0,
  );
  return ROLES.flatMap((role) => {
    const ofRole = fitting.filter((file) => file.role === role).sort((a, b) => b.createdMs - a.createdMs);
    return ofRole.slice(0, 1);
  });
}

/** `costs`: for pictures of the measured size. */
export function inWindowRecord(
  { exported, runtime, device, edge, timedAnswers, medianMs, p95Ms }: BenchmarkResult,
  costs: readonly CostRow[],
): WindowSpeed {
  const row = costs.find(({ role }) => role === exported.role);
  if (!row) throw new RangeError(`The run has no ${exported.role}.`);
  const onGpu = device.kind === 'webgpu';
  return {
    role: row.role,
    architecture: row.architecture,
    ngf: row.ngf,
    runtime: `${runtime}, ${onGpu ? 'WebGPU (untested on real hardware)' : 'WASM in the window'}`,
    threads: onGpu ? null : device.threads,
    precision: exported.precision,
    sizePixels: edge,
    runs: timedAnswers,
    medianMs,
    p95Ms,
    peakBytes: null,
    macsPaper: row.cost.macsPaper,
    macsExact: row.cost.macsExact,
    step: exported.step,
  };
}
