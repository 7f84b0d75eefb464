/**
 * Unpaired training: CycleGAN steps, and in OMGD blocks of them between blocks of the student (METHOD "Unpaired
 * training"). When a block of the teacher ends, it is measured, and the best teacher so far teaches the next block; the
 * CycleGAN itself goes on from its latest weights. Order of the data, pools and blocks follow from step and seed.
 */
import type { Loader } from '../data/loader.ts';
import { ImagePool } from '../distill/imagePool.ts';
import type { HostBatch } from '../distill/runner.ts';
import { takeSnapshots } from '../distill/snapshots.ts';
import { blocksOf, METRIC_INFO, teacherMetricOf } from '../pipeline/index.ts';
import type { CourseMemory } from './checkpoint.ts';
import type { Course } from './course.ts';
import type { EngineSaying } from './engineVoice.ts';
import type { Measurement } from './measurement.ts';
import type { CourseParts } from './pairedCourse.ts';
import { chooseTeachers, teacherSentence, type Teachers } from './teachers.ts';

export interface UnpairedLoaders {
  readonly teacher: Loader;
  /** Absent in a plain CycleGAN run. */
  readonly student?: Loader;
}

export function unpairedCourse(parts: CourseParts, loaders: UnpairedLoaders, memory: CourseMemory): Course {
  return new UnpairedCourse(parts, loaders, memory);
}

class UnpairedCourse implements Course {
  readonly runner: CourseParts['runner'];
  private readonly parts: CourseParts;
  private readonly loaders: UnpairedLoaders;
  private readonly pools: Readonly<Record<'a' | 'b', ImagePool>>;
  private teachers: Teachers;

  constructor(parts: CourseParts, loaders: UnpairedLoaders, memory: CourseMemory) {
    const { poolSize, seed } = parts.document.training;
    this.parts = parts;
    this.runner = parts.runner;
    this.loaders = loaders;
    // Two seeds, or both pools would draw the same places.
    this.pools = {
      a: new ImagePool(poolSize, seed, memory.pools?.a),
      b: new ImagePool(poolSize, seed + 1, memory.pools?.b),
    };
    this.teachers = memory.teachers ?? {};
  }

  async train(step: number): Promise<Record<string, number>> {
    const { document, timeline, runner } = this.parts;
    const learningRate = document.training.learningRate * timeline.rateFactor(step);
    const settings = { learningRate, stepNumber: step + 1 };
    if (timeline.blockAt(step)?.kind === 'student') {
      const { a, shapeA } = await this.loaders.student!.next();
      return runner.step({ a: { values: a, shape: shapeA } }, { ...settings, kind: 'student' }).losses;
    }
    const { a, b, shapeA, shapeB } = await this.loaders.teacher.next();
    const batch: HostBatch = { a: { values: a, shape: shapeA }, b: { values: b, shape: shapeB } };
    const generators = runner.step(batch, { ...settings, kind: 'generators' });
    const pooled = {
      pooledA: this.pools.a.query(generators.images['fake_A']!, step),
      pooledB: this.pools.b.query(generators.images['fake_B']!, step),
    };
    const discriminators = runner.step({ ...batch, ...pooled }, { ...settings, kind: 'discriminators' });
    return { ...generators.losses, ...discriminators.losses };
  }

  activityAt(step: number): string {
    const { document, timeline } = this.parts;
    const place = timeline.blockAt(step);
    if (!place) return '';
    const { count } = blocksOf(document.training, timeline.stepsPerEpoch);
    const who = place.kind === 'teacher' ? 'Teacher' : 'Student';
    return `${who}, block ${place.block + 1} of ${count}`;
  }

  passAfter(stepsDone: number): 'training' | 'teaching' {
    const last = this.parts.timeline.blockAt(Math.max(0, stepsDone - 1));
    return last?.kind === 'student' ? 'teaching' : 'training';
  }

  async settle(stepsDone: number, measure: () => Promise<readonly Measurement[]>): Promise<readonly EngineSaying[]> {
    const { document, timeline, runner } = this.parts;
    const place = timeline.blockAt(stepsDone - 1);
    if (place?.kind !== 'teacher' || place.stepInBlock + 1 < place.length) return [];
    const metric = teacherMetricOf(document);
    const measurements = await measure();
    const candidate = { step: stepsDone, epoch: timeline.epochOf(stepsDone - 1), measurements };
    const { teachers, improved } = chooseTeachers(this.teachers, candidate, metric, METRIC_INFO[metric]!.better);
    this.teachers = teachers;
    if (improved.length > 0) runner.write(takeSnapshots(runner.read(), improved));
    return (['wider', 'backward'] as const).map((role): EngineSaying => {
      const message = teacherSentence(role, teachers[role]!, improved.includes(role));
      return { kind: 'log', level: 'info', code: 'teacher-chosen', step: stepsDone, message };
    });
  }

  memory(): CourseMemory {
    const { a, b } = { a: this.pools.a.content, b: this.pools.b.content };
    return { teachers: this.teachers, pools: { ...(a ? { a } : {}), ...(b ? { b } : {}) } };
  }

  async close(): Promise<void> {
    await Promise.all([this.loaders.teacher.close(), this.loaders.student?.close()]);
  }
}
