/**
 * What a sweep should do next, from its document and how its runs stand. Everything that it decides follows from what the
 * store holds, so that a sweep goes on after any interruption as if there had been none.
 */
import { isInPlay, type Quality, type SweepRun } from '../protocol/index.ts';
import type { Halving, Search } from '../pipeline/sweepDocument.ts';
import { roundAfter } from './halving.ts';
import { higherIsBetter } from './quality.ts';

export interface Assignment {
  readonly runId: string;
  /** Default: to the end. */
  readonly untilStep?: number;
}

export interface SweepPlan {
  /** Runs that may be started, in this order; those that are worked on already are among them. */
  readonly ready: readonly Assignment[];
  /** Runs that are given up after this step. */
  readonly givenUp: readonly { readonly runId: string; readonly step: number }[];
}

export interface Standing {
  readonly runs: readonly SweepRun[];
  /** Students' evaluations by the search's metric; only a successive halving asks. */
  readonly qualities: ReadonlyMap<string, readonly Quality[]>;
  /** Runs that failed and are not tried again for now. */
  readonly failed: ReadonlySet<string>;
}

export function planOf(search: Search, standing: Standing): SweepPlan {
  const able = standing.runs.filter((run) => isInPlay(run) && !standing.failed.has(run.runId));
  if (search.kind === 'halving') return halvingPlan(search, standing, able);
  return { ready: unfinished(able).map(({ runId }) => ({ runId })), givenUp: [] };
}

/** One number for a candidate: the mean over its seeds. Undefined before there is one. */
interface Rank {
  readonly runs: readonly SweepRun[];
  readonly quality: number;
}

/**
 * Synchronous successive halving (Jamieson and Talwalkar, AISTATS 2016): all candidates train to the end of a round, the
 * best 1/reduction of them go on, until one is left, which trains to its end.
 */
function halvingPlan(search: Halving, { runs, qualities }: Standing, able: readonly SweepRun[]): SweepPlan {
  const candidates = byCandidate(able);
  const open = unfinished(able);
  if (candidates.length <= 1 || open.length === 0) return { ready: open.map(({ runId }) => ({ runId })), givenUp: [] };
  const untilStep = roundAfter(search, Math.max(0, ...runs.map(({ givenUpStep }) => givenUpStep ?? 0)));
  const behind = open.filter(({ step }) => step < untilStep);
  if (behind.length > 0) return { ready: behind.map(({ runId }) => ({ runId, untilStep })), givenUp: [] };
  const sign = higherIsBetter(search.metric) ? 1 : -1;
  const ranks = candidates
    .map((members): Rank => ({ runs: members, quality: sign * meanQuality(members, qualities, untilStep) }))
    .sort((a, b) => compareQuality(a.quality, b.quality));
  const losers = ranks.slice(Math.ceil(candidates.length / search.reduction));
  const givenUp = losers.flatMap((rank) => rank.runs.map(({ runId }) => ({ runId, step: untilStep })));
  return { ready: [], givenUp };
}

/** Of the last evaluations up to `step`; a run without one counts as worst. */
function meanQuality(runs: readonly SweepRun[], qualities: Standing['qualities'], step: number): number {
  const values = runs.map(
    ({ runId }) => (qualities.get(runId) ?? []).filter((quality) => quality.step <= step).at(-1)?.value,
  );
  return values.reduce<number>((sum, value) => sum + (value ?? NaN), 0) / values.length;
}

/** Best first; what is no number is worst. */
function compareQuality(a: number, b: number): number {
  if (Number.isNaN(a) || Number.isNaN(b)) return Number(Number.isNaN(a)) - Number(Number.isNaN(b));
  return b - a;
}

function unfinished(runs: readonly SweepRun[]): SweepRun[] {
  return runs.filter(({ state }) => state !== 'finished');
}

/** Runs are in the order of their candidates. */
function byCandidate(runs: readonly SweepRun[]): SweepRun[][] {
  const groups = new Map<number, SweepRun[]>();
  for (const run of runs) groups.set(run.candidate, [...(groups.get(run.candidate) ?? []), run]);
  return [...groups.values()];
}
