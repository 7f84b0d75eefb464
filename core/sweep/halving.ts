/** The rounds of a successive halving (Jamieson and Talwalkar, AISTATS 2016) as arithmetic. */
import type { Halving } from '../pipeline/sweepDocument.ts';

/** Step at which the round after the one that ended at `step` ends; 0 stands for the start. */
export function roundAfter({ firstSteps, reduction }: Halving, step: number): number {
  let end = firstSteps;
  while (end <= step) end *= reduction;
  return end;
}

/**
 * Steps that all candidates take together, with one seed, from the end of the round at step `reached` (0: from the start),
 * if `candidates` are left and a whole run has `totalSteps`.
 */
export function stepsOfHalving(search: Halving, candidates: number, totalSteps: number, reached = 0): number {
  let steps = 0;
  let at = reached;
  let left = candidates;
  while (left > 1 && at < totalSteps) {
    const end = Math.min(roundAfter(search, at), totalSteps);
    steps += left * (end - at);
    at = end;
    left = Math.ceil(left / search.reduction);
  }
  return steps + left * Math.max(0, totalSteps - at);
}
