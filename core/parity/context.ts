/** What the checks of all kinds of case work with. */
import { weightsOf, type Network, type WeightSpec } from '../networks/graph.ts';
import type { PerceptualNetwork } from '../losses/perceptual.ts';
import type { Ops } from '../ops/ops.ts';
import type { Tensor, Tensor4D } from '../ops/tensorflow.ts';
import { toTorchLayout, nhwcToNchw } from '../weights/layout.ts';
import { weightsFromStateDict } from '../weights/stateDict.ts';
import type { StoredTensor } from '../weights/storedTensor.ts';
import type { CaseTensors, ReferenceCase } from './referenceSet.ts';
import type { Report } from './report.ts';

export interface ParityContext {
  readonly ops: Ops;
  readonly perceptual: PerceptualNetwork;
}

/** Checks one case; runs inside a scope that frees its tensors. */
export type CaseCheck = (context: ParityContext, entry: ReferenceCase, tensors: CaseTensors, report: Report) => void;

/** A weights look-up over a recorded state dict. */
export function loadWeights(
  { tf }: Ops,
  specs: readonly WeightSpec[],
  stateDict: ReadonlyMap<string, StoredTensor>,
  name: string,
): Record<string, Tensor> {
  const values = weightsFromStateDict(specs, stateDict, name);
  return Object.fromEntries(specs.map((spec) => [spec.name, tf.tensor(values.get(spec.name)!, [...spec.shape])]));
}

export function networkWeights(
  ops: Ops,
  network: Network,
  stateDict: ReadonlyMap<string, StoredTensor>,
): Record<string, Tensor> {
  return loadWeights(ops, weightsOf(network), stateDict, network.name);
}

/** A recorded image as a tensor. */
export function imageTensor({ tf }: Ops, tensors: CaseTensors, name: string): Tensor4D {
  const { values, shape } = tensors.image(name);
  return tf.tensor4d(values, shape);
}

/** A tensor's elements as PyTorch orders them: images NCHW. */
export function torchImage(tensor: Tensor): Float32Array {
  const [batch, height, width, channels] = tensor.shape as [number, number, number, number];
  return nhwcToNchw(tensor.dataSync() as Float32Array, [batch, channels, height, width]);
}

/** A weight's (or its gradient's) elements as PyTorch orders them. */
export function torchWeight(spec: WeightSpec, tensor: Tensor | undefined): Float32Array {
  const size = spec.shape.reduce((product, extent) => product * extent, 1);
  return toTorchLayout(spec, tensor ? (tensor.dataSync() as Float32Array) : new Float32Array(size));
}

/** The suggested absolute tolerance of an output. */
export function toleranceOf(entry: ReferenceCase, output: string): number {
  const atol = entry.outputs[output]?.atol;
  if (atol === undefined) throw new Error(`The manifest gives no tolerance for "${output}".`);
  return atol;
}

/** A scalar of the case and what the authors' code gives in float64. */
export function valueOf(entry: ReferenceCase, name: string): { expected: number; exact: number | undefined } {
  const expected = entry.values[name];
  const exact = entry.values_f64[name];
  if (typeof expected !== 'number') throw new Error(`The manifest gives no value "${name}".`);
  return { expected, exact: typeof exact === 'number' ? exact : undefined };
}
