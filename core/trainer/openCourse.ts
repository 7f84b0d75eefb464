/** Opens the course of a document's method at a step: its loaders stand where the run stands. */
import { startLoader, type Loader } from '../data/loader.ts';
import { epochLengthOf, type LoaderOptions } from '../data/loaderOptions.ts';
import { hasTeachers, isUnpaired, timelineOf, type PipelineDocument, type Timeline } from '../pipeline/index.ts';
import type { StepRunner } from '../distill/runner.ts';
import type { CourseMemory } from './checkpoint.ts';
import type { Course } from './course.ts';
import { pairedCourse } from './pairedCourse.ts';
import type { RunPairs } from './pairs.ts';
import { unpairedCourse } from './unpairedCourse.ts';

/** The student of unpaired training sees the inputs in an order of its own. */
const STUDENT_ORDER = 1;

export interface CourseStart {
  readonly document: PipelineDocument;
  readonly pairs: RunPairs;
  readonly runner: StepRunner;
  /** Finished steps, and what the run remembers of them. */
  readonly step: number;
  readonly memory: CourseMemory;
  /** Where the loader's thread is, in a bundle. */
  readonly loaderWorkerUrl?: URL | undefined;
}

export function timelineOfRun(document: PipelineDocument, pairs: RunPairs): Timeline {
  const length = epochLengthOf({ samples: pairs.training, ...(pairs.targets ? { targets: pairs.targets } : {}) });
  return timelineOf(document, Math.max(1, Math.floor(length / document.training.batchSize)));
}

export function openCourse(start: CourseStart, timeline: Timeline): Course {
  const { document, pairs, runner, step, memory } = start;
  const { batchSize, seed } = document.training;
  const { stepsPerEpoch } = timeline;
  const options: LoaderOptions = {
    ...document.preprocess,
    samples: pairs.training,
    ...(pairs.targets ? { targets: pairs.targets } : {}),
    batchSize,
    seed,
  };
  const open = (stepsDone: number, changes: Partial<LoaderOptions> = {}): Loader =>
    startLoader({
      ...options,
      ...changes,
      startAt: { epoch: Math.floor(stepsDone / stepsPerEpoch), batch: stepsDone % stepsPerEpoch },
      ...(start.loaderWorkerUrl ? { workerUrl: start.loaderWorkerUrl } : {}),
    });
  const parts = { document, timeline, runner };
  if (!isUnpaired(document.method)) return pairedCourse(parts, open(step));
  if (!hasTeachers(document.method)) return unpairedCourse(parts, { teacher: open(step) }, memory);
  const next = timeline.blockAt(Math.min(step, timeline.totalSteps - 1))!;
  const loaders = {
    teacher: open(next.teacherSteps),
    student: open(studentStepsBefore(timeline, step), { seed: seed + STUDENT_ORDER }),
  };
  return unpairedCourse(parts, loaders, memory);
}

/** All steps before `step` that were not the teacher's. */
function studentStepsBefore(timeline: Timeline, step: number): number {
  const next = timeline.blockAt(Math.min(step, timeline.totalSteps - 1))!;
  return step - next.teacherSteps;
}
