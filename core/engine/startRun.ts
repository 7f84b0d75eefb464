/** What an engine is told at the start of a run, from what the store knows; the same for every place where runs are computed. */
import { dirname } from 'node:path';
import { weightsUsesIn, type EngineCommandOf } from '../protocol/index.ts';
import type { RunRecord, Store } from '../store/index.ts';
import { isBetterThan } from '../trainer/best.ts';
import { findEarlierRuns } from './earlierRuns.ts';
import { findLibraryWeights } from './findLibraryWeights.ts';
import { findResumePoint } from './resumePoint.ts';

/** Also forgets the pictures of step 0. */
const BEFORE_THE_FIRST_STEP = -1;

export interface RunStart {
  readonly run: RunRecord;
  /** Where it goes on; missing at the beginning. */
  readonly resume?: NonNullable<EngineCommandOf<'start'>['resume']>;
  /** The step that it goes on from. */
  readonly step: number;
  /** Checkpoints of the runs that the document takes teachers from, by the id in the document. */
  readonly earlierRuns: Readonly<Record<string, string>>;
  /** Files of the weights library, by id. */
  readonly library: Readonly<Record<string, string>>;
}

/**
 * A `queued` run starts from the beginning; any other goes on from its latest usable checkpoint. Makes this process the
 * owner. Rejects with a StoreError (`run-busy`, …) or a TrainError (`checkpoint-missing`, …); the run is then as it was.
 */
export async function takeOverRun(store: Store, runId: string): Promise<RunStart> {
  const run = store.reader.getRun(runId);
  const checkpoint = run.state === 'queued' ? undefined : await findResumePoint(store, runId);
  const earlierRuns = checkpoint ? {} : await findEarlierRuns(store, run.document);
  const library = await findLibraryWeights(dirname(store.path), run.document);
  store.writer.markStarted(runId);
  if (!checkpoint) return { run, step: 0, earlierRuns, library };
  store.writer.rewindRun(runId, checkpoint.step);
  const resume = { checkpointPath: checkpoint.path, ...bestBefore(store, run), ...perceptualBefore(run) };
  return { run, resume, step: checkpoint.step, earlierRuns, library };
}

/** A run that ended before its first checkpoint was saved starts again from the beginning. */
export function requeueWithoutCheckpoint({ reader, writer }: Store, runId: string): void {
  const { state, ownerPid } = reader.getRun(runId);
  const isSomebodyElses = ownerPid !== null && ownerPid !== process.pid;
  if (isSomebodyElses || reader.openRemoteJobOf(runId)) return;
  if (state === 'queued' || reader.checkpointsOf(runId).length > 0) return;
  writer.rewindRun(runId, BEFORE_THE_FIRST_STEP);
  writer.requeueRun(runId);
}

function bestBefore({ reader }: Store, run: RunRecord): { bestValue?: number } {
  const metric = run.document.evaluation.bestBy;
  // What was measured on purpose may be of other pictures.
  const values = reader
    .evaluationsOf(run.id)
    .flatMap(({ role, value, details, ...own }) =>
      role === 'student' && own.metric === metric && value !== null && details?.source !== 'evaluate' ? [value] : [],
    );
  if (metric === undefined || values.length === 0) return {};
  return { bestValue: values.reduce((best, value) => (isBetterThan(metric, value, best) ? value : best)) };
}

function perceptualBefore({ versions }: RunRecord): { perceptual?: string } {
  const used = weightsUsesIn(versions).find(({ network }) => network === 'perceptual');
  return used ? { perceptual: used.sha256 } : {};
}
