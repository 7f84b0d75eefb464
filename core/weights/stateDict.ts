/** Between an official PyTorch state dict, as a weights file holds it, and the weights of a network in this project. */
import type { WeightSpec } from '../networks/graph.ts';
import { fromTorchLayout, torchShapeOf, toTorchLayout } from './layout.ts';
import { describeDifference } from './stateDictTable.ts';
import { decodeFloat32, float16Tensor, float32Tensor, int64Tensor, type StoredTensor } from './storedTensor.ts';

/** PyTorch counts batches beside each batch norm. With momentum 0.1 nothing reads the count. */
const BATCH_COUNTER = 'num_batches_tracked';

export interface ShapeMismatch {
  readonly name: string;
  /** In PyTorch's layout, as in the file. */
  readonly expected: readonly number[];
  readonly found: readonly number[];
}

export interface StateDictDifference {
  /** Weights of the network that the file lacks. */
  readonly missing: readonly string[];
  /** Tensors of the file that the network has no weight for; batch counters are not among them. */
  readonly unknown: readonly string[];
  readonly wrongShape: readonly ShapeMismatch[];
}

/** How many tensors do not fit; 0: the state dict is that of the network. */
export function differenceSize({ missing, unknown, wrongShape }: StateDictDifference): number {
  return missing.length + unknown.length + wrongShape.length;
}

/** The state dict does not fit the network; the message holds a table of what was expected and what was found. */
export class StateDictError extends Error {
  override readonly name = 'StateDictError';
  readonly difference: StateDictDifference;

  constructor(message: string, difference: StateDictDifference) {
    super(message);
    this.difference = difference;
  }
}

/** The tensors whose names start with `prefix`, without it: one network out of a file that holds several. */
export function tensorsUnder<T>(tensors: ReadonlyMap<string, T>, prefix: string): Map<string, T> {
  const found = [...tensors].filter(([name]) => name.startsWith(prefix));
  return new Map(found.map(([name, tensor]) => [name.slice(prefix.length), tensor]));
}

/** Compares names and shapes only, so it can run on a file's header before any weight is read. */
export function compareStateDict(
  weights: readonly WeightSpec[],
  tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>,
): StateDictDifference {
  const missing: string[] = [];
  const wrongShape: ShapeMismatch[] = [];
  for (const weight of weights) {
    const found = tensors.get(weight.name)?.shape;
    const expected = torchShapeOf(weight);
    if (found === undefined) missing.push(weight.name);
    else if (found.join() !== expected.join()) wrongShape.push({ name: weight.name, expected, found });
  }
  const known = new Set(weights.map((weight) => weight.name));
  const unknown = [...tensors.keys()].filter((name) => !known.has(name) && !name.endsWith(`.${BATCH_COUNTER}`));
  return { missing, unknown, wrongShape };
}

/**
 * For tensors that are in this project's layout already, such as a checkpoint's.
 * @throws StateDictError with a table unless names and shapes are those of `weights`.
 */
export function requireSameShapes(
  weights: readonly WeightSpec[],
  tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>,
  networkName: string,
): void {
  // As vectors, shapes are compared and shown as they are.
  const plain = weights.map((weight) => ({ ...weight, kind: 'vector' as const }));
  const difference = compareStateDict(plain, tensors);
  if (differenceSize(difference) === 0) return;
  throw new StateDictError(describeDifference(difference, plain, tensors, networkName), difference);
}

/**
 * The weights in this project's layout, as float32, by name.
 * @param networkName for the message, e.g. `unet_256 with ngf 16`.
 * @throws StateDictError unless names and shapes fit exactly.
 */
export function weightsFromStateDict(
  weights: readonly WeightSpec[],
  tensors: ReadonlyMap<string, StoredTensor>,
  networkName: string,
): Map<string, Float32Array> {
  const difference = compareStateDict(weights, tensors);
  if (differenceSize(difference) > 0) {
    throw new StateDictError(describeDifference(difference, weights, tensors, networkName), difference);
  }
  return new Map(
    weights.map((weight) => [weight.name, fromTorchLayout(weight, decodeFloat32(tensors.get(weight.name)!))]),
  );
}

export interface StateDictSettings {
  /** Batches each batch norm has seen. Default 0. */
  readonly batchesTracked?: number;
  /** F16 halves the file. Default F32. */
  readonly dtype?: 'F32' | 'F16';
}

/** The official state dict, in its order, batch counters included. Throws a RangeError if a weight is not in `values`. */
export function stateDictFromWeights(
  weights: readonly WeightSpec[],
  values: ReadonlyMap<string, Float32Array>,
  settings: StateDictSettings = {},
): Map<string, StoredTensor> {
  const { batchesTracked = 0, dtype = 'F32' } = settings;
  const store = dtype === 'F16' ? float16Tensor : float32Tensor;
  const tensors = new Map<string, StoredTensor>();
  for (const weight of weights) {
    const value = values.get(weight.name);
    if (value === undefined) throw new RangeError(`There are no values for the weight "${weight.name}".`);
    tensors.set(weight.name, store(torchShapeOf(weight), toTorchLayout(weight, value)));
    if (weight.name.endsWith('.running_var')) {
      tensors.set(weight.name.replace(/running_var$/, BATCH_COUNTER), int64Tensor([], [batchesTracked]));
    }
  }
  return tensors;
}
