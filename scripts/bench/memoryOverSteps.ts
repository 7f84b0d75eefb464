/** Memory of the process along a long training, captured as the loop runs it. */
import { nativeOps } from '../../core/ops/native/index.ts';
import type { TensorFlow } from '../../core/ops/tensorflow.ts';
import { initialState } from '../../core/trainer/initialState.ts';
import { batchShapes, openRunner, openTrunk, programOfDocument } from '../../core/trainer/openRunner.ts';
import { configurations } from './configurations.ts';
import { noise } from './noise.ts';

const SIZE = 32;

/** Trains the demo's networks on 32-pixel noise and reports resident memory at a few steps. */
export async function memoryOverSteps(tf: TensorFlow, steps: number): Promise<string> {
  const { document: demo } = configurations(['demo'])[0]!;
  const document = {
    ...demo,
    preprocess: { ...demo.preprocess, cropSize: SIZE },
    training: { ...demo.training, batchSize: 1, nDis: 1 },
  };
  const ops = nativeOps(tf);
  const trunk = await openTrunk(ops, document, { directory: process.cwd() });
  const program = programOfDocument(ops, document, trunk);
  const runner = openRunner(ops, document, program, initialState(program.variables, 1));
  const { input, target } = batchShapes(document);
  const lines: string[] = [];
  for (let stepNumber = 1; stepNumber <= steps; stepNumber++) {
    const batch = { a: noise(input), b: noise(target) };
    runner.step(batch, { kind: 'full', learningRate: 2e-4, stepNumber });
    if (stepNumber === 100 || stepNumber % 500 === 0) {
      const mebibytes = process.memoryUsage.rss() / 2 ** 20;
      lines.push(`step ${stepNumber}: ${mebibytes.toFixed(0)} MiB, ${tf.memory().numTensors} tensors`);
    }
  }
  runner.dispose();
  trunk.dispose();
  return lines.join('\n');
}
