/** Puts sweeps into the store: at their start, and when more seeds are wanted. */
import type { ComputeTarget } from '../protocol/index.ts';
import type { NewSweepRun, Store } from '../store/index.ts';
import { candidatesOf, type Candidate } from './candidates.ts';
import type { SweepDocument } from './document.ts';

export interface SweepRequest {
  readonly document: SweepDocument;
  /** What relative paths in the pipelines are relative to; absolute. */
  readonly documentDirectory: string;
  readonly target: ComputeTarget;
}

/** Returns the id of the sweep, whose runs wait. Throws a RangeError with a sentence if the sweep has no runs. */
export function createSweep(store: Store, { document, documentDirectory, target }: SweepRequest): string {
  const { candidates, refused } = candidatesOf(document);
  if (candidates.length === 0) {
    const [first] = refused;
    const reason = first === undefined ? '' : ` ${first.label}: ${first.reason}`;
    throw new RangeError(`None of the ${String(refused.length)} combinations can be run.${reason}`);
  }
  return store.writer.createSweep({ document, documentDirectory, target, runs: runsOf(candidates) });
}

/** Adds runs with `seeds` for every candidate that was not given up. Seeds that are there already are passed over. */
export function addSeeds(store: Store, sweepId: string, seeds: readonly number[]): number {
  const { document } = store.reader.getSweep(sweepId);
  const runs = store.reader.sweepRuns(sweepId);
  const givenUp = new Set(runs.filter(({ givenUpStep }) => givenUpStep !== null).map(({ candidate }) => candidate));
  const known = new Set(runs.map(({ candidate, seed }) => `${String(candidate)} ${String(seed)}`));
  const first = runs.map(({ seed }) => seed);
  const all = [...new Set([...(document.seeds.length > 0 ? document.seeds : first), ...seeds])];
  const { candidates } = candidatesOf({ ...document, seeds: all });
  const added = runsOf(candidates.filter(({ index }) => !givenUp.has(index))).filter(
    (run) => seeds.includes(run.document.training.seed) && !known.has(keyOf(run)),
  );
  store.writer.extendSweep(sweepId, { ...document, seeds: all }, added);
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
