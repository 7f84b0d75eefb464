/** The loop of a run: it schedules, logs, saves and stops, and knows no network. The method is in core/distill. */
import type { PairBatch } from '../data/batch.ts';
import { leaksOf } from '../data/datasetReport.ts';
import { encodePng } from '../data/encodePng.ts';
import { toPixels } from '../data/floatImage.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import type { Interval } from '../pipeline/index.ts';
import type { CheckpointPurpose, PreviewRole } from '../protocol/scalars.ts';
import { Best } from './best.ts';
import { saveCheckpoint, type SavedCheckpoint } from './checkpoint.ts';
import type { Control } from './control.ts';
import type { EngineVoice } from './engineVoice.ts';
import { evaluate } from './evaluation.ts';
import { generateAll, withProgress, type GeneratedPair } from './generateAll.ts';
import { Health, type HealthWarning } from './health.ts';
import { Likeness } from './likeness.ts';
import type { Measurement } from './measurement.ts';
import { Pace } from './pace.ts';
import { openSession, type Session, type TrainTask } from './session.ts';
import { toEvaluation } from './toEvaluation.ts';

/** Real pictures are read once a session, and may be thousands. */
const REAL_PICTURES_A_MESSAGE = 16;

export type TrainEnd =
  | { readonly kind: 'finished'; readonly step: number }
  /** Before the first step there is nothing to save. */
  | { readonly kind: 'stopped'; readonly step: number; readonly checkpoint?: string };

/** Leaves an evaluation that a stop cut short. */
class EvaluationStopped extends Error {}

/** Runs a document to its end, or to the stop that the user asks for. Rejects with what went wrong. */
export async function train(tf: TensorFlow, task: TrainTask, control: Control, voice: EngineVoice): Promise<TrainEnd> {
  const session = await openSession(tf, task, voice, control.stopSignal).catch((error: unknown) => {
    if (error !== control.stopSignal.reason) throw error;
    return undefined;
  });
  if (!session) return { kind: 'stopped', step: 0 };
  try {
    return await new Run(session, task, control, voice).toTheEnd();
  } finally {
    await session.close();
  }
}

class Run {
  private readonly session: Session;
  private readonly task: TrainTask;
  private readonly control: Control;
  private readonly voice: EngineVoice;
  private readonly health = new Health();
  private readonly pace: Pace;
  private readonly best: Best;
  /** Finished steps. */
  private step: number;
  private lastSaved: SavedCheckpoint | undefined;
  private lastSavedStep = -1;

  constructor(session: Session, task: TrainTask, control: Control, voice: EngineVoice) {
    this.session = session;
    this.task = task;
    this.control = control;
    this.voice = voice;
    this.pace = new Pace(session.trainedMs);
    this.best = new Best(session.document.evaluation.bestBy, task.bestValue);
    this.step = session.finishedSteps;
  }

  async toTheEnd(): Promise<TrainEnd> {
    const { totalSteps } = this.session.timeline;
    if (this.step === 0) await this.showPreviews();
    this.sayTraining();
    let isSettled = !this.session.isUnsettled;
    while (this.step < totalSteps || !isSettled) {
      if (isSettled) await this.trainOneStep();
      const last = this.step === totalSteps;
      const isFarEnough = this.step === this.task.untilStep;
      isSettled = await this.settle(last || isFarEnough);
      if (!isSettled)
        return { kind: 'stopped', step: this.step, checkpoint: await this.save('final', { isUnsettled: true }) };
      if (last) break;
      if (this.control.pauseRequested && !isFarEnough) await this.pause();
      if (this.control.stopRequested || isFarEnough)
        return { kind: 'stopped', step: this.step, checkpoint: await this.save('final') };
    }
    return { kind: 'finished', step: this.step };
  }

  private async trainOneStep(): Promise<void> {
    const startMs = performance.now();
    const losses = await this.session.course.train(this.step);
    this.step++;
    this.pace.add(performance.now() - startMs);
    const epoch = this.epoch;
    const flushed = this.voice.metrics({ step: this.step, epoch, trainedMs: this.pace.trainedMs, values: losses });
    if (flushed) this.reportProgress();
    this.warn(this.health.check(this.step, losses));
    // Lets commands and the loader's batches in.
    await new Promise((resolve) => setImmediate(resolve));
  }

  /** Does what is due after a step; false if a stop cut it short, so that it is still to be done. */
  private async settle(last: boolean): Promise<boolean> {
    try {
      await this.doWhatIsDue(last);
      return true;
    } catch (error) {
      if (!(error instanceof EvaluationStopped)) throw error;
      const message = `The evaluation after step ${this.step} was stopped before its end. It is made when the run goes on.`;
      this.voice.say({ kind: 'log', level: 'info', step: this.step, message });
      return false;
    }
  }

  private async doWhatIsDue(last: boolean): Promise<void> {
    const { document, course, timeline } = this.session;
    const { previews, evaluation, checkpoints } = document;
    const due = (interval: Interval): boolean => last || timeline.isDue(interval, this.step);
    let measured: Promise<readonly Measurement[]> | undefined;
    const measure = (): Promise<readonly Measurement[]> => (measured ??= this.evaluate());
    for (const saying of await course.settle(this.step, measure)) this.voice.say(saying);
    if (due(previews.interval)) await this.showPreviews();
    const isBest = due(evaluation.interval) && this.best.improves(await measure());
    if (isBest || due(checkpoints.interval)) await this.save(isBest ? 'best' : last ? 'final' : 'regular');
    if (last) this.reportProgress();
    else if (course.activityAt(this.step) !== course.activityAt(this.step - 1)) this.sayTraining();
  }

  private async showPreviews(): Promise<void> {
    for (const { pair, images } of this.generate(this.session.pairs.previews)) {
      const generated = Object.entries(images).map(([role, image]) => {
        return { role: role as PreviewRole, values: image.values, shape: image.shape as readonly number[] };
      });
      // Input and target never change: they are shown once.
      const fixed = [
        { role: 'input' as const, values: pair.a, shape: pair.shapeA },
        { role: 'target' as const, values: pair.b, shape: pair.shapeB },
      ];
      for (const { role, values, shape } of this.step === 0 ? [...fixed, ...generated] : generated) {
        const pixels = toPixels(values, shape);
        this.voice.say({
          kind: 'preview',
          step: this.step,
          epoch: this.epoch,
          sampleId: pair.ids[0]!,
          role,
          widthPixels: pixels.width,
          heightPixels: pixels.height,
          png: new Uint8Array(await encodePng(pixels)),
        });
      }
    }
  }

  /** Every look at the pictures is also a look at the student's health. */
  private *generate(pairs: readonly PairBatch[]): Generator<GeneratedPair> {
    const { course, document } = this.session;
    const { batchSize } = document.training;
    const likeness = new Likeness();
    for (const generated of generateAll(course.runner, batchSize, pairs, course.passAfter(this.step))) {
      likeness.add(generated.images);
      yield generated;
    }
    this.warn(this.health.checkLikeness(this.step, likeness.mean));
  }

  private warn(warnings: readonly HealthWarning[]): void {
    for (const warning of warnings) this.voice.say({ kind: 'warning', step: this.step, ...warning });
  }

  private async evaluate(): Promise<readonly Measurement[]> {
    const { pairs, document, sets, pairMeasures, labels } = this.session;
    if (pairs.evaluation.length === 0) return [];
    this.voice.say({ kind: 'phase', phase: 'evaluating', detail: `${pairs.evaluation.length} held-out pairs` });
    const total = pairs.evaluation.length;
    const onProgress = (done: number): void => {
      this.voice.say({ kind: 'phase', phase: 'evaluating', detail: `${done} of ${total} held-out pairs` });
    };
    const onReal = (done: number, all: number): void => {
      this.heedStop();
      if (done % REAL_PICTURES_A_MESSAGE !== 0 && done !== all) return;
      this.voice.say({ kind: 'phase', phase: 'evaluating', detail: `${done} of ${all} real pictures, read once` });
    };
    const generated = this.untilStopped(withProgress(this.generate(pairs.evaluation), onProgress));
    const comparison = { ...pairs, sets, onReal, pairMeasures, labels };
    const measured = await evaluate(generated, document.evaluation.metrics, comparison);
    const { evaluationSplit: split, report } = pairs;
    const conditions = { source: 'training', split, seed: document.training.seed, leaks: leaksOf(report) } as const;
    const place = { step: this.step, epoch: this.epoch };
    for (const measurement of measured) {
      this.voice.say({ kind: 'evaluation', ...toEvaluation(measurement, place, conditions) });
    }
    this.sayTraining();
    return measured;
  }

  /** Lets commands in after each picture. */
  private async *untilStopped(pairs: Iterable<GeneratedPair>): AsyncGenerator<GeneratedPair> {
    for (const pair of pairs) {
      yield pair;
      await new Promise((resolve) => setImmediate(resolve));
      this.heedStop();
    }
  }

  /** Where the document is only followed so far, others wait for this number. @throws EvaluationStopped */
  private heedStop(): void {
    if (this.control.stopRequested && this.step !== this.task.untilStep) throw new EvaluationStopped();
  }

  private sayTraining(): void {
    this.voice.say({ kind: 'phase', phase: 'training', detail: this.session.course.activityAt(this.step) });
  }

  /** Returns the checkpoint's path. */
  private async save(purpose: CheckpointPurpose, mark: { readonly isUnsettled?: true } = {}): Promise<string> {
    if (this.lastSaved && this.lastSavedStep === this.step) return this.lastSaved.path;
    this.voice.say({ kind: 'phase', phase: 'saving', detail: `Checkpoint at step ${this.step}` });
    this.lastSaved = await saveCheckpoint(this.task.runDirectory, this.session.specs, {
      step: this.step,
      trainedMs: this.pace.trainedMs,
      dataFingerprint: this.session.fingerprint,
      state: this.session.course.runner.read(),
      memory: this.session.course.memory(),
      ...mark,
    });
    this.lastSavedStep = this.step;
    this.voice.say({ kind: 'checkpoint', step: this.step, epoch: this.epoch, purpose, ...this.lastSaved });
    this.sayTraining();
    return this.lastSaved.path;
  }

  private async pause(): Promise<void> {
    this.voice.say({ kind: 'paused', step: this.step });
    await this.control.untilResumed();
    if (!this.control.stopRequested) this.voice.say({ kind: 'resumed', step: this.step });
  }

  private get epoch(): number {
    return this.session.timeline.epochOf(Math.max(0, this.step - 1));
  }

  private reportProgress(): void {
    this.voice.say({
      kind: 'progress',
      step: this.step,
      totalSteps: this.session.timeline.totalSteps,
      epoch: this.epoch,
      trainedMs: this.pace.trainedMs,
      stepsPerSecond: this.pace.stepsPerSecond,
      etaSeconds: this.pace.etaSeconds(this.session.timeline.totalSteps - this.step),
      memoryBytes: process.memoryUsage.rss(),
    });
  }
}
