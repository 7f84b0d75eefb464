/** A forward pass as one TensorFlow graph: fused by TensorFlow as it likes, and run by one call. */
import { nodeBackend } from '../ops/native/backend.ts';
import { inScope } from '../ops/scope.ts';
import type { Tensor, Tensor4D, TensorFlow } from '../ops/tensorflow.ts';
import { record, toNodes } from './recorder.ts';
import { openSession, placeholder } from './session.ts';

export interface CapturedInference {
  /** Takes any number of pictures at once; the caller disposes of the result. */
  run(input: Tensor4D): Tensor;
  dispose(): void;
}

const INPUT = 'input';

/**
 * Records `compute` on one empty picture. What it reads besides (weights) becomes a constant of the graph, so its tensors
 * are not needed afterwards. `compute` must do the same for any number of pictures.
 */
export function captureInference(
  tf: TensorFlow,
  size: readonly [height: number, width: number, channels: number],
  compute: (input: Tensor4D) => Tensor,
): CapturedInference {
  const { nodes, results } = inScope(tf, () => {
    const input = tf.zeros([1, ...size]) as Tensor4D;
    const [id] = nodeBackend(tf).getInputTensorIds([input]);
    const recording = record(tf, () => [compute(input)]);
    return toNodes(tf, recording, new Map([[id!, INPUT]]), 'inference');
  });
  const session = openSession(tf, [placeholder(INPUT, [-1, ...size]), ...nodes]);
  return {
    run: (input) => session.run([[INPUT, input]], results)[0]!,
    dispose: () => session.dispose(),
  };
}
