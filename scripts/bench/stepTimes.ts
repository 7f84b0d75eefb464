/** Times one training step and its parts, as the loop runs them: captured, weights in the session. */
import type { StepPlan } from '../../core/distill/plan.ts';
import type { StepRunner } from '../../core/distill/runner.ts';
import { nativeOps } from '../../core/ops/native/index.ts';
import type { TensorFlow } from '../../core/ops/tensorflow.ts';
import type { PipelineDocument } from '../../core/pipeline/index.ts';
import { initialState } from '../../core/trainer/initialState.ts';
import { batchShapes, openRunner, openTrunk, programOfPlan } from '../../core/trainer/openRunner.ts';
import { planFromDocument } from '../../core/trainer/planFromDocument.ts';
import { median } from './median.ts';
import { noise } from './noise.ts';

export interface StepTimes {
  /** Medians, in milliseconds. */
  readonly fullMs: number;
  /** Generators in inference mode: a forward pass of each. */
  readonly forwardMs: number;
  /** Teachers and discriminator without a student. */
  readonly adversarialMs: number;
  /** Teachers' forward pass and the student's training; NaN in a plain pix2pix run. */
  readonly studentMs: number;
  readonly captureMs: number;
  readonly leakedTensorsPerStep: number;
  readonly peakMemoryBytes: number;
}

export async function stepTimes(tf: TensorFlow, source: PipelineDocument, steps: number): Promise<StepTimes> {
  // With n_dis above 1 the step of the student alone is recorded too.
  const document = { ...source, training: { ...source.training, nDis: 2 } };
  const ops = nativeOps(tf);
  const trunk = await openTrunk(ops, document, { directory: process.cwd() });
  const open = (plan: StepPlan): StepRunner => {
    const program = programOfPlan(ops, document, plan, trunk);
    return openRunner(ops, document, program, initialState(program.variables, document.training.seed));
  };
  const { input, target } = batchShapes(document);
  const batch = { a: noise(input), b: noise(target) };
  const plan = planFromDocument(document);
  const step = (runner: StepRunner, kind: 'full' | 'student') => (stepNumber: number) =>
    runner.step(batch, { kind, learningRate: 2e-4, stepNumber });

  const start = performance.now();
  const runner = open(plan);
  const captureMs = performance.now() - start;
  const fullMs = medianMs(step(runner, 'full'), steps);
  const before = tf.memory().numTensors;
  step(runner, 'full')(1);
  const leakedTensorsPerStep = tf.memory().numTensors - before;
  const studentMs = plan.student ? medianMs(step(runner, 'student'), steps) : NaN;
  const forwardMs = medianMs(() => runner.generate({ a: batch.a }), steps);
  runner.dispose();
  const { adversarial, discriminator, weights, ganMode, reconstruction } = plan;
  const teachers = open({ adversarial, discriminator: discriminator!, weights, ganMode, reconstruction });
  const adversarialMs = medianMs(step(teachers, 'full'), steps);
  teachers.dispose();
  trunk.dispose();
  const peakMemoryBytes = process.resourceUsage().maxRSS * 1024;
  return { fullMs, forwardMs, adversarialMs, studentMs, captureMs, leakedTensorsPerStep, peakMemoryBytes };
}

/** Median over `count` calls, after two that warm up. */
export function medianMs(work: (call: number) => unknown, count: number): number {
  const times = Array.from({ length: count + 2 }, (_, index) => {
    const start = performance.now();
    work(index + 1);
    return performance.now() - start;
  });
  return median(times.slice(2));
}
