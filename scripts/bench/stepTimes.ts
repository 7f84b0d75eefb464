/** Times one training step and its parts, as the loop runs them: captured, weights in the session. */
import { PAPER_ADAM } from '../../core/distill/adam.ts';
import { capturedRunner } from '../../core/distill/capturedRunner.ts';
import { variablesOf, type StepPlan } from '../../core/distill/plan.ts';
import type { HostBatch, StepRunner } from '../../core/distill/runner.ts';
import { perceptualNetwork } from '../../core/losses/perceptual.ts';
import { nativeOps } from '../../core/ops/native/index.ts';
import type { TensorFlow } from '../../core/ops/tensorflow.ts';
import type { PipelineDocument } from '../../core/pipeline/index.ts';
import { initialState } from '../../core/trainer/initialState.ts';
import { planFromDocument } from '../../core/trainer/planFromDocument.ts';
import { perceptualWeights } from '../../core/trainer/startWeights.ts';

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

export async function stepTimes(tf: TensorFlow, document: PipelineDocument, steps: number): Promise<StepTimes> {
  const ops = nativeOps(tf);
  const trunk = await perceptualWeights(document, process.cwd());
  const tensors = Object.fromEntries(
    trunk.specs.map(({ name, shape }) => [name, tf.tensor(trunk.values.get(name)!, [...shape])]),
  );
  const { cropSize, inputChannels, outputChannels } = document.preprocess;
  const { batchSize, seed } = document.training;
  const inputShape = [batchSize, cropSize, cropSize, inputChannels] as const;
  const targetShape = [batchSize, cropSize, cropSize, outputChannels] as const;
  const open = (plan: StepPlan, hasStudentOnlySteps: boolean): StepRunner =>
    capturedRunner({
      context: { ops, plan, perceptual: perceptualNetwork(ops, tensors) },
      adam: PAPER_ADAM,
      initial: initialState(variablesOf(plan), seed),
      inputShape,
      targetShape,
      hasStudentOnlySteps,
    });
  const noise = (shape: HostBatch['a']['shape']) => {
    const count = shape.reduce((product, size) => product * size, 1);
    return { shape, values: Float32Array.from({ length: count }, () => Math.random() * 2 - 1) };
  };
  const batch = { a: noise(inputShape), b: noise(targetShape) };
  const plan = planFromDocument(document);
  const step = (runner: StepRunner, trainAdversarial: boolean) => (stepNumber: number) =>
    runner.step(batch, { learningRate: 2e-4, trainAdversarial, stepNumber });

  const start = performance.now();
  const runner = open(plan, plan.student !== undefined);
  const captureMs = performance.now() - start;
  const fullMs = medianMs(step(runner, true), steps);
  const before = tf.memory().numTensors;
  step(runner, true)(1);
  const leakedTensorsPerStep = tf.memory().numTensors - before;
  const studentMs = plan.student ? medianMs(step(runner, false), steps) : NaN;
  const forwardMs = medianMs(() => runner.generate(batch.a), steps);
  runner.dispose();
  const { adversarial, discriminator, weights, ganMode, reconstruction } = plan;
  const teachers = open({ adversarial, discriminator, weights, ganMode, reconstruction }, false);
  const adversarialMs = medianMs(step(teachers, true), steps);
  teachers.dispose();
  Object.values(tensors).forEach((tensor) => tensor.dispose());
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
  const sorted = times.slice(2).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
