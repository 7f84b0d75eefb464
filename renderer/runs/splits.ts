/** The splits of a dataset as choices of what to measure on. */
import type { Split } from '../../core/protocol/scalars.ts';
import type { EvaluationChoices } from '../../core/protocol/studio/evaluations.ts';

export const SPLIT_NAMES: Readonly<Record<Split, string>> = {
  train: 'training pictures',
  validation: 'validation pictures',
  test: 'test pictures',
};

/** Held-out ones first: what numbers are usually of. */
const ORDER = ['validation', 'test', 'train'] as const;

export interface SplitOption {
  readonly value: Split;
  readonly label: string;
  readonly pairs: number;
}

/** The splits that have pictures; the first one is measured unless another is chosen. */
export function splitOptions(pairs: EvaluationChoices['pairs']): readonly SplitOption[] {
  const counts = ORDER.map((value) => ({ value, pairs: pairs?.[value] ?? 0 }));
  return counts
    .filter((split) => split.pairs > 0)
    .map((split) => ({ ...split, label: `${split.pairs.toLocaleString('en')} ${SPLIT_NAMES[split.value]}` }));
}
