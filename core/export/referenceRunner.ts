/** The engine's own inference, which an exported file is measured against: portable operations, original batch norm. */
import type { Network } from '../networks/graph.ts';
import { weightsOf } from '../networks/graph.ts';
import { portableOps } from '../ops/portable.ts';
import { runNetwork } from '../ops/runNetwork.ts';
import { inScope } from '../ops/scope.ts';
import type { Tensor, Tensor4D, TensorFlow } from '../ops/tensorflow.ts';
import type { Pictures } from './convention.ts';
import type { WeightValues } from '../networks/inferenceNetwork.ts';

export interface ReferenceResult {
  readonly output: Pictures;
  /** Tensors of the nodes asked for, by id. */
  readonly layers: ReadonlyMap<string, Pictures>;
}

export class ReferenceRunner {
  readonly #tf: TensorFlow;
  readonly #network: Network;
  readonly #weights: ReadonlyMap<string, Tensor>;

  constructor(tf: TensorFlow, network: Network, weights: WeightValues) {
    this.#tf = tf;
    this.#network = network;
    const tensors = weightsOf(network).map(({ name, shape }): [string, Tensor] => [
      name,
      tf.tensor(weights.get(name)!, [...shape]),
    ]);
    this.#weights = new Map(tensors);
  }

  run({ values, shape }: Pictures, layerIds: readonly string[] = []): ReferenceResult {
    return inScope(this.#tf, () => {
      const input = this.#tf.tensor4d(values, [...shape]);
      const options = { training: false, taps: layerIds };
      const result = runNetwork(
        portableOps(this.#tf),
        this.#network,
        (name) => this.#weights.get(name)!,
        input,
        options,
      );
      const layers = layerIds.map((id): [string, Pictures] => [id, contentOf(result.taps[id]!)]);
      return { output: contentOf(result.output), layers: new Map(layers) };
    });
  }

  dispose(): void {
    for (const tensor of this.#weights.values()) tensor.dispose();
  }
}

function contentOf(tensor: Tensor4D): Pictures {
  return { values: tensor.dataSync() as Float32Array, shape: tensor.shape };
}
