/** The whole check of a document: its own rules, and what can only be seen on the disk. */
import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkPipeline, parsePipeline, type PipelineDocument, type Start } from '../../core/pipeline/index.ts';
import type { CheckFinding } from '../../core/protocol/studio/pipelines.ts';

export interface DiskView {
  /** What relative paths in the document are relative to. */
  readonly directory: string;
  /** Rejects with the reason if the dataset cannot be used at all. */
  countTrainingPairs(document: PipelineDocument): Promise<number>;
}

export async function checkDocument(source: unknown, disk: DiskView): Promise<CheckFinding[]> {
  const parsed = parsePipeline(source);
  if (!parsed.ok) return parsed.problems.map(({ path, message }) => ({ path, severity: 'error', message }));
  const { document } = parsed;
  const findings = checkPipeline(document).map(({ path, severity, message }) => ({ path, severity, message }));
  return [...findings, ...(await checkFiles(document, disk.directory)), ...(await checkPairs(document, disk))];
}

async function checkFiles(document: PipelineDocument, directory: string): Promise<CheckFinding[]> {
  const findings = await Promise.all(
    filesOf(document).map(async ({ path, file }): Promise<CheckFinding[]> => {
      const absolute = resolve(directory, file);
      const isThere = await stat(absolute).then(
        (entry) => entry.isFile(),
        () => false,
      );
      if (isThere) return [];
      return [{ path, severity: 'error', message: `The file ${absolute} is not there. Choose another one.` }];
    }),
  );
  return findings.flat();
}

/** Files that the document names, with the path of their field. */
function filesOf({ teachers, student, perceptual }: PipelineDocument): { path: string; file: string }[] {
  const starts: [string, Start | undefined][] = [
    ['teachers.wider.start.file', teachers.wider?.start],
    ['teachers.deeper.start.file', teachers.deeper?.start],
    ['student.start.file', student.start],
  ];
  const weights = starts.flatMap(([path, start]) => (start?.kind === 'weights' ? [{ path, file: start.file }] : []));
  return perceptual.kind === 'file' ? [...weights, { path: 'perceptual.file', file: perceptual.file }] : weights;
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
