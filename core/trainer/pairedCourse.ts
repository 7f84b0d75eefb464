/** Paired training: every step learns from the next batch of pairs; teachers and discriminator only in every n_dis-th. */
import type { Loader } from '../data/loader.ts';
import type { StepRunner } from '../distill/runner.ts';
import { hasTeachers, type PipelineDocument, type Timeline } from '../pipeline/index.ts';
import type { Course } from './course.ts';

export interface CourseParts {
  readonly document: PipelineDocument;
  readonly timeline: Timeline;
  readonly runner: StepRunner;
}

export function pairedCourse({ document, timeline, runner }: CourseParts, loader: Loader): Course {
  const { learningRate, nDis } = document.training;
  return {
    runner,
    async train(step) {
      const { a, b, shapeA, shapeB } = await loader.next();
      const stepNumber = step + 1;
      const isFull = !hasTeachers(document.method) || stepNumber % nDis === 0;
      const settings = {
        kind: isFull ? 'full' : 'student',
        learningRate: learningRate * timeline.rateFactor(step),
        stepNumber,
      } as const;
      return runner.step({ a: { values: a, shape: shapeA }, b: { values: b, shape: shapeB } }, settings).losses;
    },
    activityAt: () => '',
    passAfter: () => 'training',
    settle: () => Promise.resolve([]),
    memory: () => ({}),
    close: () => loader.close(),
  };
}
