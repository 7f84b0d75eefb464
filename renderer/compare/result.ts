/** The sentence that a finished run puts into its headline. */
import { fixedText } from '../../core/compare/columns.ts';
import type { EvaluatedRole } from '../../core/protocol/index.ts';
import { formatRatio } from '../format/numbers.ts';

export interface Measured {
  readonly step: number;
  readonly role: EvaluatedRole;
  readonly metric: string;
  readonly value: number | null;
}

export type QualityMetric = 'ssim' | 'psnr' | 'l1';

const LABELS: Readonly<Record<QualityMetric, string>> = { ssim: 'SSIM', psnr: 'PSNR', l1: 'L1' };

/** The latest value of `metric` for `role`; undefined if it was not measured or is no number. */
export function latestValue(measured: readonly Measured[], role: EvaluatedRole, metric: string): number | undefined {
  const values = measured.filter((entry) => entry.role === role && entry.metric === metric);
  const last = values.reduce<Measured | undefined>(
    (best, entry) => (!best || entry.step >= best.step ? entry : best),
    undefined,
  );
  return last && last.value !== null && Number.isFinite(last.value) ? last.value : undefined;
}

/**
 * How much of the way from "output = input" to `teacher` the student has gone: 1 reaches the teacher, more is better than
 * it. Undefined without the three numbers, or if the teacher itself is no better than the input.
 */
export function closedGap(
  measured: readonly Measured[],
  teacher: EvaluatedRole,
  metric: QualityMetric,
): number | undefined {
  const [input, reached, student] = [
    latestValue(measured, 'input', metric),
    latestValue(measured, teacher, metric),
    latestValue(measured, 'student', metric),
  ];
  if (input === undefined || reached === undefined || student === undefined) return undefined;
  const sign = metric === 'l1' ? -1 : 1;
  const gap = sign * (reached - input);
  return gap > 0 ? (sign * (student - input)) / gap : undefined;
}

/** Savings below this are none. */
const WORTH_SAYING = 1.05;

/** Undefined until there is something to say. `timesFewerMacs` is counted the paper's way. */
export function resultSentence(measured: readonly Measured[], timesFewerMacs: number | undefined): string | undefined {
  const metric = 'ssim';
  const share = closedGap(measured, 'wider', metric);
  const cheaper =
    timesFewerMacs === undefined || timesFewerMacs < WORTH_SAYING
      ? ''
      : ` with ${formatRatio(timesFewerMacs)} fewer MACs`;
  if (share !== undefined) {
    const percent = Math.round(share * 100);
    if (percent < 0)
      return `Student is further from the target than “output = input” (${LABELS[metric]}): it needs longer`;
    return `Student closes ${percent} % of the gap between “output = input” and the wider teacher (${LABELS[metric]})${cheaper}`;
  }
  const [input, student] = [latestValue(measured, 'input', metric), latestValue(measured, 'student', metric)];
  if (student === undefined) return undefined;
  const yardstick = input === undefined ? '' : ` (“output = input”: ${fixedText(input, 3)})`;
  return `Student reaches ${LABELS[metric]} ${fixedText(student, 3)}${yardstick}${cheaper}`;
}
