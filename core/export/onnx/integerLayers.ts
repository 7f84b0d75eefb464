/** Writes the integer layers of a static int8 file, while the layers of a network are appended one after the other. */
import { weightsOf, type LayerNode } from '../../networks/graph.ts';
import { toTorchLayout, torchShapeOf } from '../../weights/layout.ts';
import type { InferenceNetwork, WeightValues } from '../../networks/inferenceNetwork.ts';
import { torchOutputAxisOf } from '../outputAxis.ts';
import type { ByteRange, OnnxOperators } from './operators.ts';
import { integerLayerIds, roundedAt, type CalibratedRanges } from './staticInt8.ts';

/** Biases must fit in int32, with room for the sums they are added to. */
const LARGEST_WHOLE_BIAS = 2 ** 28;

export class IntegerLayers {
  readonly #operators: OnnxOperators;
  readonly #weights: WeightValues;
  readonly #ranges: CalibratedRanges;
  readonly #layers: ReadonlySet<string>;
  /** Nodes whose tensor every reader gets rounded. */
  readonly #rounded: ReadonlySet<string>;
  /** Rounded copies of tensors that other readers get as they are. */
  readonly #copies = new Map<string, string>();

  /** Without `ranges`, there are no integer layers. */
  constructor(operators: OnnxOperators, { network, weights }: InferenceNetwork, ranges: CalibratedRanges | undefined) {
    const layers = ranges ? integerLayerIds(network) : [];
    this.#operators = operators;
    this.#weights = weights;
    this.#ranges = ranges ?? new Map();
    this.#layers = new Set(layers);
    this.#rounded = new Set(layers.map((id) => roundedAt(network, id)));
  }

  /** The tensors that the layer reads; `names` are those of the nodes. */
  inputs(node: LayerNode, names: ReadonlyMap<string, string>): string[] {
    return node.inputs.map((id) => {
      const name = names.get(id)!;
      return this.#layers.has(node.id) && !this.#rounded.has(id) ? this.#copyOf(id, name) : name;
    });
  }

  /** Names of filter and bias of an integer layer; undefined for other layers. */
  weights(node: LayerNode): string[] | undefined {
    if (!this.#layers.has(node.id)) return undefined;
    const input = this.#rangeOf(node.inputs[0]!);
    const [filter, bias] = weightsOf({ name: node.id, nodes: [node], output: node.id });
    const values = toTorchLayout(filter!, this.#weights.get(filter!.name)!);
    const biases = bias && this.#weights.get(bias.name)!;
    const smallest = biases?.map((value) => Math.abs(value) / LARGEST_WHOLE_BIAS / input.scale);
    const axis = torchOutputAxisOf(filter!)!;
    const whole = this.#operators.wholeWeight(filter!.name, torchShapeOf(filter!), values, axis, smallest);
    if (!bias || !biases) return [whole.name];
    const biasScales = whole.scales.map((scale) => scale * input.scale);
    return [whole.name, this.#operators.wholeBias(bias.name, biases, biasScales)];
  }

  /** What the layer is to call its tensor. */
  exactName(id: string, name: string): string {
    return this.#rounded.has(id) ? `${id}/exact` : name;
  }

  /** Behind the layer: its tensor under its final name. */
  finish(id: string, exactName: string): string {
    return this.#rounded.has(id) ? this.#operators.rounded(exactName, id, this.#rangeOf(id)) : exactName;
  }

  #copyOf(id: string, name: string): string {
    const copy = this.#copies.get(id) ?? this.#operators.rounded(name, `${id}/rounded`, this.#rangeOf(id));
    this.#copies.set(id, copy);
    return copy;
  }

  #rangeOf(id: string): ByteRange {
    const range = this.#ranges.get(id);
    if (!range) throw new RangeError(`The tensor of node "${id}" was not calibrated.`);
    return range;
  }
}
