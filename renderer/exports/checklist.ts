/** An export on its way as three steps; each ends in a number. */
import type { StudioExportProgress, StudioLatency, StudioVerification } from '../../core/protocol/studio/exports.ts';
import { formatBytes } from '../format/numbers.ts';
import { formatMilliseconds } from '../format/speed.ts';

export type StepState = 'waiting' | 'busy' | 'done' | 'failed';

export interface ChecklistStep {
  readonly title: string;
  readonly state: StepState;
  /** The number that the step has come to; '' until it is there. */
  readonly result: string;
  /** From 0 to 1, where it is known. */
  readonly fraction?: number;
}

const TITLES = ['Write', 'Verify', 'Measure'] as const;

/** Which step a kind of progress belongs to, and whether it ends it. */
const PLACES: Readonly<Record<StudioExportProgress['kind'], readonly [step: number, ends: boolean]>> = {
  writing: [0, false],
  written: [0, true],
  verifying: [1, false],
  verified: [1, true],
  measuring: [2, false],
  measured: [2, true],
};

/** @param heard what the export has told so far, in order */
export function checklistOf(heard: readonly StudioExportProgress[], hasFailed: boolean): readonly ChecklistStep[] {
  const last = heard.at(-1);
  const [lastStep, ends] = last ? PLACES[last.kind] : [0, false];
  const current = ends ? lastStep + 1 : lastStep;
  return TITLES.map((title, index) => {
    const own = heard.filter(({ kind }) => PLACES[kind][0] === index).at(-1);
    const state = index < current ? 'done' : index > current ? 'waiting' : hasFailed ? 'failed' : 'busy';
    const isCounted = state === 'busy' && own?.kind === 'verifying';
    return {
      title,
      state,
      result: own ? resultOf(own) : '',
      ...(isCounted ? { fraction: own.done / own.total } : {}),
    };
  });
}

function resultOf(progress: StudioExportProgress): string {
  switch (progress.kind) {
    case 'written':
      return formatBytes(progress.bytes);
    case 'verifying':
      return `${progress.done} of ${progress.total} pictures`;
    case 'verified':
      return verificationText(progress.verification);
    case 'measured':
      return latencyText(progress.latency);
    default:
      return '';
  }
}

/** “largest error 1.1e-5 (allowed 1.0e-4)”, or for int8 “SSIM 0.99612 (at least 0.9)”. */
export function verificationText({ maximumError, ssim, limit }: StudioVerification): string {
  if (limit.measure === 'ssim') return `SSIM ${ssim?.toFixed(5) ?? 'not measured'} (at least ${limit.atLeast})`;
  return `largest error ${maximumError.toExponential(1)} (allowed ${limit.atMost.toExponential(1)}${limit.lastBit === undefined ? '' : ': it magnifies rounding'})`;
}

export function latencyText(latency: StudioLatency | null): string {
  if (!latency) return 'not timed';
  const { height, width } = latency.sizePixels;
  return `median ${formatMilliseconds(latency.medianMs)} at ${width} × ${height} px`;
}
