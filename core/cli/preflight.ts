/** What a run needs, looked at before it is started, so that a missing file is told at once and not after minutes. */
import { countBySplit } from '../data/datasetReport.ts';
import { openSource } from '../data/openSource.ts';
import { findRuntime } from '../engine/runtime/find.ts';
import { checkPipeline, isError, type PipelineDocument } from '../pipeline/index.ts';
import { missingWeights } from '../trainer/missingWeights.ts';
import { withAbsoluteFolders } from '../trainer/pairs.ts';
import { CliError } from './cliError.ts';
import { EXIT } from './exitCodes.ts';
import type { PipelineSource } from './pipelineSource.ts';

/** Sentences about everything that is missing or does not fit together; empty if the run can start. */
export async function complaintsAbout({ document, directory }: PipelineSource): Promise<string[]> {
  const findings = checkPipeline(document).filter(isError);
  const missing = await missingWeights(document, directory);
  return [
    ...findings.map(({ message }) => message),
    ...missing.map(({ message }) => message),
    ...(await datasetComplaints(document, directory)),
  ];
}

/** Settings that are probably not as meant. */
export function doubtsAbout(document: PipelineDocument): string[] {
  return checkPipeline(document)
    .filter((finding) => !isError(finding))
    .map(({ message }) => message);
}

/** Throws CliError if the run cannot start. */
export async function requireRunnable(source: PipelineSource): Promise<void> {
  const complaints = await complaintsAbout(source);
  if (complaints.length > 0) throw new CliError(`This pipeline cannot run:\n  ${complaints.join('\n  ')}`);
  requireRuntime();
}

/** Throws CliError if TensorFlow is not set up. */
export function requireRuntime(): void {
  if (findRuntime() !== null) return;
  throw new CliError(
    'TensorFlow is not set up on this machine. Run "omgd-studio setup" once, then again.',
    EXIT.failed,
  );
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
