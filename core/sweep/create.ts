/** Puts sweeps into the store: at their start, and when more seeds are wanted. */
import { candidatesInPlay, type ComputeTarget } from '../protocol/index.ts';
import type { NewSweepRun, Store } from '../store/index.ts';
import { candidatesOf, type Candidate } from './candidates.ts';
import type { SweepDocument } from '../pipeline/sweepDocument.ts';

export interface SweepRequest {
  readonly document: SweepDocument;
  /** What relative paths in the pipelines are relative to; absolute. */
  readonly documentDirectory: string;
  readonly target: ComputeTarget;
}

/** The runs of a sweep, before they are any. Throws a RangeError with a sentence if it has none. */
export function plannedRuns(document: SweepDocument): NewSweepRun[] {
  const { candidates, refused } = candidatesOf(document);
  if (candidates.length > 0) return runsOf(candidates);
  const [first] = refused;
  const reason = first === undefined ? '' : ` ${first.label}: ${first.reason}`;
  throw new RangeError(`None of the ${String(refused.length)} combinations can be run.${reason}`);
}

/** Returns the id of the sweep, whose runs wait. `runs`: its planned runs, where another process has worked them out. */
export function createSweep(
  store: Store,
  { document, documentDirectory, target }: SweepRequest,
  runs: readonly NewSweepRun[] = plannedRuns(document),
): string {
  return store.writer.createSweep({ document, documentDirectory, target, runs });
}

/** The document of the sweep with `seeds` besides those that it has. */
export function withSeeds(store: Store, sweepId: string, seeds: readonly number[]): SweepDocument {
  const { document } = store.reader.getSweep(sweepId);
  const known = document.seeds.length > 0 ? document.seeds : store.reader.sweepRuns(sweepId).map(({ seed }) => seed);
  return { ...document, seeds: [...new Set([...known, ...seeds])] };
}

/**
 * Adds runs with `seeds` for every candidate that is still in play, and returns how many. Seeds that are there already are
 * passed over. `planned`: the planned runs of `withSeeds`, where another process has worked them out.
 */
export function addSeeds(
  store: Store,
  sweepId: string,
  seeds: readonly number[],
  planned: readonly NewSweepRun[] = plannedRuns(withSeeds(store, sweepId, seeds)),
): number {
  const runs = store.reader.sweepRuns(sweepId);
  const inPlay = candidatesInPlay(runs);
  const known = new Set(runs.map(({ candidate, seed }) => `${String(candidate)} ${String(seed)}`));
  const added = planned.filter(
    (run) => seeds.includes(run.document.training.seed) && inPlay.has(run.candidate) && !known.has(keyOf(run)),
  );
  store.writer.extendSweep(sweepId, withSeeds(store, sweepId, seeds), added);
  return added.length;
}

function keyOf({ candidate, document }: NewSweepRun): string {
  return `${String(candidate)} ${String(document.training.seed)}`;
}

function runsOf(candidates: readonly Candidate[]): NewSweepRun[] {
  return candidates.flatMap(({ index, label, student, documents }) =>
    documents.map((document) => ({
      document,
      candidate: index,
      label,
      macs: student.cost.macsPaper,
      parameters: student.cost.parameters,
    })),
  );
}
