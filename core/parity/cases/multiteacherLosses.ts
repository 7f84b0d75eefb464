/** The recorded losses of a trajectory, step by step, against ours. */
import { z } from 'zod';
import type { ReferenceCase } from '../referenceSet.ts';
import type { Report } from '../report.ts';

export const lossesSchema = z.array(z.record(z.string(), z.union([z.number(), z.array(z.number())])));

export interface RecordedLosses {
  readonly losses: z.infer<typeof lossesSchema>;
  /** The authors' code in float64. */
  readonly exact: z.infer<typeof lossesSchema>;
}

export function recordedLosses(entry: ReferenceCase): RecordedLosses {
  return {
    losses: lossesSchema.parse(entry.values['losses']),
    exact: lossesSchema.parse(entry.values_f64['losses'] ?? []),
  };
}

/** Relative tolerances of the reference's README. */
const FIRST_STEP = 1e-4;
const FIRST_STEP_CHAOTIC = 1e-3;
const LATER_STEPS = 1e-2;

/** A chaotic trajectory is judged by its first step; later on its losses only have to be numbers. */
export function checkLosses(
  report: Report,
  step: number,
  actual: Readonly<Record<string, number>>,
  recorded: RecordedLosses,
  chaotic: boolean,
): void {
  const expected = flatten(recorded.losses[step - 1]!);
  const exact = flatten(recorded.exact[step - 1] ?? {});
  judgeLosses(report, { label: `step ${step}`, isFirst: step === 1, chaotic }, actual, expected, exact);
}

export interface JudgedStep {
  /** How the report calls it. */
  readonly label: string;
  /** Nothing was trained before it. */
  readonly isFirst: boolean;
  readonly chaotic: boolean;
}

type Losses = Readonly<Record<string, number>>;

export function judgeLosses(
  report: Report,
  { label, isFirst, chaotic }: JudgedStep,
  actual: Losses,
  expected: Losses,
  exact: Losses,
): void {
  for (const [name, value] of Object.entries(expected)) {
    const ours = actual[name] ?? NaN;
    const quantity = `${label} ${name}`;
    if (!isFirst && chaotic) {
      report.judge(`${quantity} is finite`, Number.isFinite(ours) ? 0 : NaN, 0);
      continue;
    }
    const first = chaotic ? FIRST_STEP_CHAOTIC : FIRST_STEP;
    report.scalar(quantity, ours, value, { relative: isFirst ? first : LATER_STEPS, exact: exact[name] });
  }
}

/** Lists of a term per teacher become our names: `G_SSIM` [w, d] → `G_SSIM_w`, `G_SSIM_d`. */
function flatten(losses: RecordedLosses['losses'][number]): Record<string, number> {
  const entries = Object.entries(losses).flatMap(([name, value]): [string, number][] =>
    Array.isArray(value) ? value.map((item, index) => [`${name}_${'wd'[index]}`, item]) : [[name, value]],
  );
  return Object.fromEntries(entries);
}
