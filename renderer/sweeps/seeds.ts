/** How many runs further seeds bring to a sweep. */
import { candidatesInPlay, type SweepRun } from '../../core/protocol/sweepRecords.ts';

/** One for every candidate in play and seed, except those that are there already. */
export function countWithSeeds(runs: readonly SweepRun[], seeds: readonly number[]): number {
  const known = new Set(runs.map(({ candidate, seed }) => `${candidate} ${seed}`));
  const wanted = [...candidatesInPlay(runs)].flatMap((candidate) => seeds.map((seed) => `${candidate} ${seed}`));
  return wanted.filter((run) => !known.has(run)).length;
}
