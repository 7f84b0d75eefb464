/** What a run needs, looked at before it is started, so that a missing file is told at once and not after minutes. */
import { existsSync } from 'node:fs';
import { countBySplit } from '../data/datasetReport.ts';
import { openSource } from '../data/openSource.ts';
import { findRuntime } from '../engine/runtime/find.ts';
import type { RayTarget } from '../protocol/index.ts';
import { checkPipeline, isError, valueAt, type PipelineDocument } from '../pipeline/index.ts';
import { missingWeights } from '../trainer/missingWeights.ts';
import { withAbsoluteFolders } from '../trainer/pairs.ts';
import { CliError } from './cliError.ts';
import { EXIT } from './exitCodes.ts';
import type { PipelineSource } from './pipelineSource.ts';

/**
 * Sentences about everything that is missing or does not fit together; empty if the run can start. What is not here, but
 * may be on the nodes of `target`, is not missed.
 */
export async function complaintsAbout({ document, directory }: PipelineSource, target?: RayTarget): Promise<string[]> {
  const findings = checkPipeline(document).filter(isError);
  const missing = await missingWeights(document, directory);
  return [
    ...findings.map(({ message }) => message),
    ...missing
      .filter(({ path }) => !isOnlyThere([String(valueAt(document, path))], target))
      .map(({ message }) => message),
    ...(isOnlyThere(foldersOf(document, directory), target) ? [] : await datasetComplaints(document, directory)),
  ];
}

/** Settings that are probably not as meant. */
export function doubtsAbout(document: PipelineDocument): string[] {
  return checkPipeline(document)
    .filter((finding) => !isError(finding))
    .map(({ message }) => message);
}

/** Throws CliError if the run cannot start. */
export async function requireRunnable(source: PipelineSource, target?: RayTarget): Promise<void> {
  const complaints = await complaintsAbout(source, target);
  if (complaints.length > 0) throw new CliError(`This pipeline cannot run:\n  ${complaints.join('\n  ')}`);
  if (!target) requireRuntime();
}

/** Throws CliError if TensorFlow is not set up. */
export function requireRuntime(): void {
  if (findRuntime() !== null) return;
  throw new CliError(
    'TensorFlow is not set up on this machine. Run "omgd-studio setup" once, then again.',
    EXIT.failed,
  );
}

/** Absolute paths that are not here may be paths of the nodes. */
function isOnlyThere(paths: readonly string[], target: RayTarget | undefined): boolean {
  return target !== undefined && paths.some((path) => path.startsWith('/') && !existsSync(path));
}

function foldersOf({ dataset }: PipelineDocument, directory: string): string[] {
  const found = withAbsoluteFolders(dataset, directory);
  if ('folder' in found) return [found.folder];
  return 'folderA' in found ? [found.folderA, found.folderB] : [];
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
