/** Memory of the process along a long training, captured as the loop runs it. */
import { PAPER_ADAM } from '../../core/distill/adam.ts';
import { capturedRunner } from '../../core/distill/capturedRunner.ts';
import { variablesOf } from '../../core/distill/plan.ts';
import { perceptualNetwork } from '../../core/losses/perceptual.ts';
import { nativeOps } from '../../core/ops/native/index.ts';
import type { TensorFlow } from '../../core/ops/tensorflow.ts';
import { initialState } from '../../core/trainer/initialState.ts';
import { planFromDocument } from '../../core/trainer/planFromDocument.ts';
import { perceptualWeights } from '../../core/trainer/startWeights.ts';
import { configurations } from './configurations.ts';

const SIZE = 32;

/** Trains the demo's networks on 32-pixel noise and reports resident memory at a few steps. */
export async function memoryOverSteps(tf: TensorFlow, steps: number): Promise<string> {
  const { document } = configurations(['demo'])[0]!;
  const plan = planFromDocument(document);
  const ops = nativeOps(tf);
  const trunk = await perceptualWeights(document, process.cwd());
  const tensors = trunk.specs.map(({ name, shape }) => [name, tf.tensor(trunk.values.get(name)!, [...shape])]);
  const shape = [1, SIZE, SIZE, 3] as const;
  const runner = capturedRunner({
    context: { ops, plan, perceptual: perceptualNetwork(ops, Object.fromEntries(tensors)) },
    adam: PAPER_ADAM,
    initial: initialState(variablesOf(plan), 1),
    inputShape: shape,
    targetShape: shape,
    hasStudentOnlySteps: false,
  });
  const noise = () => ({ shape, values: Float32Array.from({ length: SIZE * SIZE * 3 }, () => Math.random() * 2 - 1) });
  const lines: string[] = [];
  for (let stepNumber = 1; stepNumber <= steps; stepNumber++) {
    runner.step({ a: noise(), b: noise() }, { learningRate: 2e-4, trainAdversarial: true, stepNumber });
    if (stepNumber === 100 || stepNumber % 500 === 0) {
      const mebibytes = process.memoryUsage.rss() / 2 ** 20;
      lines.push(`step ${stepNumber}: ${mebibytes.toFixed(0)} MiB, ${tf.memory().numTensors} tensors`);
    }
  }
  runner.dispose();
  return lines.join('\n');
}
