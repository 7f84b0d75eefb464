/** The whole check of a document: its own rules, and what can only be seen on the disk. */
import { checkPipeline, parsePipeline, type PipelineDocument } from '../../core/pipeline/index.ts';
import type { CheckFinding } from '../../core/protocol/studio/pipelines.ts';
import { missingWeights } from '../../core/trainer/missingWeights.ts';
import type { LibraryFiles } from '../../core/trainer/weightsFiles.ts';

export interface DiskView {
  /** What relative paths in the document are relative to. */
  readonly directory: string;
  /** Rejects with the reason if the dataset cannot be used at all. */
  countTrainingPairs(document: PipelineDocument): Promise<number>;
  /** Which of the weights that it takes from the library are there. */
  libraryFiles(document: PipelineDocument): Promise<LibraryFiles>;
}

export async function checkDocument(source: unknown, disk: DiskView): Promise<CheckFinding[]> {
  const parsed = parsePipeline(source);
  if (!parsed.ok) return parsed.problems.map(({ path, message }) => ({ path, severity: 'error', message }));
  const { document } = parsed;
  const missing = await missingWeights(document, disk.directory, await disk.libraryFiles(document));
  return [...checkPipeline(document), ...missing, ...(await checkPairs(document, disk))];
}

async function checkPairs(document: PipelineDocument, disk: DiskView): Promise<CheckFinding[]> {
  const { batchSize } = document.training;
  try {
    const pairs = await disk.countTrainingPairs(document);
    if (pairs >= batchSize) return [];
    const message = `The dataset has ${String(pairs)} training pairs, fewer than one batch of ${String(batchSize)}. Add pictures, or choose a smaller batch.`;
    return [{ path: 'dataset', severity: 'error', message }];
  } catch (error) {
    return [{ path: 'dataset', severity: 'error', message: error instanceof Error ? error.message : String(error) }];
  }
}
