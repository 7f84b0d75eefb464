/** What a run needs, looked at before it is started, so that a missing file is told at once and not after minutes. */
import { dirname } from 'node:path';
import { countBySplit } from '../data/datasetReport.ts';
import { withAbsoluteFolders } from '../data/fetched/datasetFolders.ts';
import { openSource } from '../data/openSource.ts';
import { findEarlierRuns } from '../engine/earlierRuns.ts';
import { findLibraryWeights } from '../engine/findLibraryWeights.ts';
import { findRuntime } from '../engine/runtime/find.ts';
import type { RayTarget } from '../protocol/index.ts';
import { checkPipeline, isError, valueAt, type PipelineDocument } from '../pipeline/index.ts';
import { isOnlyThere, isSeenLater } from '../ray/onNodes.ts';
import { requireRay } from '../ray/probe.ts';
import type { Store } from '../store/index.ts';
import { missingWeights } from '../trainer/missingWeights.ts';
import { TrainError } from '../trainer/trainError.ts';
import { CliError } from './cliError.ts';
import { EXIT } from './exitCodes.ts';
import type { PipelineSource } from './pipelineSource.ts';

export interface Preflight {
  /** Sentences about everything that is missing or does not fit together; empty if the run can start. */
  readonly problems: readonly string[];
  /** What is probably not as meant, such as another perceptual network than the one asked for. */
  readonly doubts: readonly string[];
}

/**
 * `store` has the earlier runs and, beside it, the weights library; a cluster gets both from this machine. Other files
 * that are not here, but may be on the nodes of `target`, are not missed.
 */
export async function preflight(
  { document, directory }: PipelineSource,
  store: Store,
  target?: RayTarget,
): Promise<Preflight> {
  const missing = await missingWeights(document, directory, await findLibraryWeights(dirname(store.path), document));
  const findings = [
    ...checkPipeline(document),
    ...missing.filter(({ path }) => !isOnlyThere(String(valueAt(document, path)), target)),
  ];
  const errors = findings.filter(isError);
  const doubts = findings.filter((finding) => !isError(finding));
  return {
    problems: [
      ...errors.map(({ message }) => message),
      ...(await earlierRunComplaints(store, document)),
      ...(isSeenLater(document, directory, target) ? [] : await datasetComplaints(document, directory)),
    ],
    doubts: doubts.map(({ message }) => message),
  };
}

/** Throws CliError if the run cannot start, RayError if its cluster cannot be used; returns the doubts. */
export async function requireRunnable(
  source: PipelineSource,
  store: Store,
  target?: RayTarget,
): Promise<readonly string[]> {
  const { problems, doubts } = await preflight(source, store, target);
  if (problems.length > 0) throw new CliError(`This pipeline cannot run:\n  ${problems.join('\n  ')}`);
  if (target) return [...doubts, ...(await requireRay(target)).warnings];
  requireRuntime();
  return doubts;
}

/** Throws CliError if TensorFlow is not set up. */
export function requireRuntime(): void {
  if (findRuntime() !== null) return;
  throw new CliError(
    'TensorFlow is not set up on this machine. Run "omgd-studio setup" once, then again.',
    EXIT.failed,
  );
}

async function earlierRunComplaints(store: Store, document: PipelineDocument): Promise<string[]> {
  try {
    await findEarlierRuns(store, document);
    return [];
  } catch (error) {
    if (error instanceof TrainError) return [error.message];
    throw error;
  }
}

async function datasetComplaints(document: PipelineDocument, directory: string): Promise<string[]> {
  try {
    const { samples } = await openSource(withAbsoluteFolders(document.dataset, directory)).list();
    const { train } = countBySplit(samples);
    const { batchSize } = document.training;
    if (train >= batchSize) return [];
    return [`The dataset has ${String(train)} training pairs, fewer than one batch of ${String(batchSize)}.`];
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}
