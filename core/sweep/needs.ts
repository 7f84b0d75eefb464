/** What the runs of a sweep need of the disk: most need the same, which is looked at once. */
import type { PipelineDocument } from '../pipeline/index.ts';
import type { NewSweepRun } from '../store/index.ts';

/** One document for each different set of needs. */
export function documentsByNeeds(runs: readonly NewSweepRun[]): PipelineDocument[] {
  return [...new Map(runs.map(({ document }) => [JSON.stringify(whatCanBeMissing(document)), document])).values()];
}

function whatCanBeMissing({ dataset, teachers, student, perceptual, training, evaluation }: PipelineDocument): unknown {
  return [
    dataset,
    teachers.wider?.start,
    teachers.deeper?.start,
    student.start,
    perceptual,
    training.batchSize,
    evaluation,
  ];
}
