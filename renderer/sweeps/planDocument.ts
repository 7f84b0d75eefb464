/** From what a person has chosen to the sweep document (core/pipeline/sweepDocument.ts). */
import type { PipelineDocument } from '../../core/pipeline/index.ts';
import type { Axis, Search, Setting, SweepDocument } from '../../core/pipeline/sweepDocument.ts';
import { SWEEP_VERSION } from '../../core/pipeline/sweepDocument.ts';
import type { CandidateSettings } from '../../core/protocol/studio/sweeps.ts';

export type SearchKind = Search['kind'];

/** From `minimum` to `maximum`, for the searches that draw. */
export interface ValueRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly scale: 'linear' | 'log';
}

export interface PlannedAxis {
  readonly path: string;
  readonly values: readonly Setting[];
  readonly isInteger: boolean;
  /** Draw from here instead of from the values. */
  readonly range: ValueRange | undefined;
}

export interface SweepChoices {
  readonly name: string;
  readonly kind: SearchKind;
  readonly axes: readonly PlannedAxis[];
  readonly seeds: readonly number[];
  /** How many draws. */
  readonly count: number;
  readonly reduction: number;
  readonly firstSteps: number;
  readonly metric: string;
  readonly maximumGigaMacs: number | undefined;
  readonly maximumParameters: number | undefined;
}

/** What is asked for a preview: a hand-picked list is shown with the combinations that were taken out of it. */
export function sweepDocument(choices: SweepChoices, base: PipelineDocument): Record<string, unknown> {
  const { name, seeds, maximumGigaMacs, maximumParameters } = choices;
  return {
    version: SWEEP_VERSION,
    name: name.trim() || 'Untitled sweep',
    base: { ...base },
    search: searchOf(choices),
    seeds: [...seeds],
    budget: {
      ...(maximumGigaMacs === undefined ? {} : { maximumMacs: maximumGigaMacs * 1e9 }),
      ...(maximumParameters === undefined ? {} : { maximumParameters }),
    },
  } satisfies Omit<SweepDocument, 'search'> & { search: unknown };
}

/** The document with exactly these settings, in this order. */
export function listDocument(
  choices: SweepChoices,
  base: PipelineDocument,
  settings: readonly CandidateSettings[],
): Record<string, unknown> {
  return { ...sweepDocument(choices, base), search: { kind: 'list', settings } };
}

function searchOf({ kind, axes, count, reduction, firstSteps, metric }: SweepChoices): unknown {
  if (kind === 'grid' || kind === 'list')
    return { kind: 'grid', axes: axes.map(({ path, values }) => ({ path, values })) };
  const drawn = { axes: axes.map(drawnAxis), count };
  return kind === 'random' ? { kind, ...drawn } : { kind, ...drawn, reduction, firstSteps, metric };
}

function drawnAxis({ path, values, range, isInteger }: PlannedAxis): Axis {
  return range ? { path, ...range, integer: isInteger } : { path, values: [...values] };
}
