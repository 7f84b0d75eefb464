/** The whole check of a document: its own rules, and what can only be seen on the disk. */
import { checkPipeline, parsePipeline, valueAt, type PipelineDocument } from '../../core/pipeline/index.ts';
import type { ComputeTarget } from '../../core/protocol/index.ts';
import type { CheckFinding } from '../../core/protocol/studio/pipelines.ts';
import { isOnlyThere, isSeenLater } from '../../core/ray/onNodes.ts';
import { missingWeights } from '../../core/trainer/missingWeights.ts';
import type { LibraryFiles } from '../../core/trainer/weightsFiles.ts';

export interface DiskView {
  /** What relative paths in the document are relative to. */
  readonly directory: string;
  /** Rejects with the reason if the dataset cannot be used at all. */
  countTrainingPairs(document: PipelineDocument): Promise<number>;
  /** Which of the weights that it takes from the library are there. */
  libraryFiles(document: PipelineDocument): Promise<LibraryFiles>;
  /** Where it is to run: what may be on the nodes of a cluster is not missed here. Default: this machine. */
  readonly target?: ComputeTarget;
}

export async function checkDocument(source: unknown, disk: DiskView): Promise<CheckFinding[]> {
  const parsed = parsePipeline(source);
  if (!parsed.ok) return parsed.problems.map(({ path, message }) => ({ path, severity: 'error', message }));
  const { document } = parsed;
  const missing = await missingWeights(document, disk.directory, await disk.libraryFiles(document));
  const missed = missing.filter(({ path }) => !isOnlyThere(String(valueAt(document, path)), disk.target));
  return [...checkPipeline(document), ...missed, ...(await checkPairs(document, disk))];
}

async function checkPairs(document: PipelineDocument, disk: DiskView): Promise<CheckFinding[]> {
  const { batchSize } = document.training;
  if (isSeenLater(document, disk.directory, disk.target)) return [];
  try {
    const pairs = await disk.countTrainingPairs(document);
    if (pairs >= batchSize) return [];
    const message = `The dataset has ${String(pairs)} training pairs, fewer than one batch of ${String(batchSize)}. Add pictures, or choose a smaller batch.`;
    return [{ path: 'dataset', severity: 'error', message }];
  } catch (error) {
    return [{ path: 'dataset', severity: 'error', message: error instanceof Error ? error.message : String(error) }];
  }
}
