/** One generator on the device, in inference mode. */
import type { PairBatch } from '../data/batch.ts';
import type { HostImages } from '../distill/runner.ts';
import { weightsOf, type Network } from '../networks/graph.ts';
import type { Ops } from '../ops/ops.ts';
import { runNetwork } from '../ops/runNetwork.ts';
import { inScope } from '../ops/scope.ts';
import type { Tensor } from '../ops/tensorflow.ts';
import type { KeptRole } from '../protocol/scalars.ts';

export interface OpenGenerator {
  readonly role: KeptRole;
  /** From the pair's input; the way back from its target. */
  generate(pair: PairBatch): HostImages;
  dispose(): void;
}

/** `weights`: in this project's layout, by name. Whoever opens it disposes it. */
export function openGenerator(
  ops: Ops,
  role: KeptRole,
  network: Network,
  weights: ReadonlyMap<string, Float32Array>,
): OpenGenerator {
  const { tf } = ops;
  const tensors = new Map(
    weightsOf(network).map(({ name, shape }): [string, Tensor] => [name, tf.tensor(weights.get(name)!, [...shape])]),
  );
  return {
    role,
    generate: ({ a, b, shapeA, shapeB }) =>
      inScope(tf, () => {
        const input = role === 'backward' ? tf.tensor4d(b, [...shapeB]) : tf.tensor4d(a, [...shapeA]);
        const { output } = runNetwork(ops, network, (name) => tensors.get(name)!, input, { training: false });
        return { values: output.dataSync() as Float32Array, shape: output.shape };
      }),
    dispose: () => tensors.forEach((tensor) => tensor.dispose()),
  };
}
