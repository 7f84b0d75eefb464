/** How long a sweep that is being worked on still takes. */
import { isInPlay, type SweepRun } from '../protocol/index.ts';
import type { Search } from '../pipeline/sweepDocument.ts';
import { stepsOfHalving } from './halving.ts';

/**
 * From the mean speed of the sweep's own runs so far; `atOnce`: how many of them train at the same time. null before one
 * of them has told how long it is and taken its first steps.
 */
export function secondsLeft(search: Search, runs: readonly SweepRun[], atOnce: number): number | null {
  const steps = sum(runs.map(({ step }) => step));
  const totals = runs.flatMap(({ totalSteps }) => (totalSteps === null ? [] : [totalSteps]));
  if (steps === 0 || totals.length === 0) return null;
  const secondsPerStep = sum(runs.map(({ trainedMs }) => trainedMs)) / 1000 / steps;
  return (stepsLeft(search, runs, sum(totals) / totals.length) * secondsPerStep) / atOnce;
}

/** `usualSteps`: of runs that have not told how long they are. */
function stepsLeft(search: Search, runs: readonly SweepRun[], usualSteps: number): number {
  const able = runs.filter(isInPlay);
  if (search.kind !== 'halving') {
    return sum(
      able.map(({ state, step, totalSteps }) => (state === 'finished' ? 0 : (totalSteps ?? usualSteps) - step)),
    );
  }
  const candidates = new Set(able.map(({ candidate }) => candidate)).size;
  const reached = Math.max(0, ...runs.map(({ givenUpStep }) => givenUpStep ?? 0));
  const seeds = able.length / Math.max(1, candidates);
  const done = sum(able.map(({ step }) => Math.max(0, step - reached)));
  return Math.max(0, seeds * stepsOfHalving(search, candidates, usualSteps, reached) - done);
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
