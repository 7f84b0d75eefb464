/** What the runs of a sweep need of the disk: most need the same, which is looked at once. */
import { startsOf, type PipelineDocument } from '../pipeline/index.ts';
import type { NewSweepRun } from '../store/index.ts';

/** One document for each different set of needs. */
export function documentsByNeeds(runs: readonly NewSweepRun[]): PipelineDocument[] {
  return [...new Map(runs.map(({ document }) => [JSON.stringify(whatCanBeMissing(document)), document])).values()];
}

function whatCanBeMissing(document: PipelineDocument): unknown {
  const { dataset, perceptual, training, evaluation } = document;
  return [dataset, startsOf(document), perceptual, training.batchSize, evaluation];
}
