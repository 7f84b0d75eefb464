/**
 * Writes a network node by node. The networks of the paper are nested PyTorch `Sequential`s, so the builder hands out
 * sequences that number their layers the way PyTorch does, and every node gets its official path for free.
 */
import type { LayerNode, Network } from './graph.ts';

/** Batch norm is affine and tracks statistics; instance norm does neither. */
export type NormKind = 'batch' | 'instance';

/** Output channels by node id, for layers whose width does not follow from ngf: what pruning leaves of a network. */
export type LayerWidths = Readonly<Record<string, number>>;

/** A tensor on its way through the graph: the node that made it and its channels. */
export interface Wire {
  readonly id: string;
  readonly channels: number;
}

export interface ConvSettings {
  readonly kernel: number;
  readonly stride?: number;
  readonly pad?: number;
  /** Default: a bias only where the norm that follows is instance norm, which has no shift of its own. */
  readonly bias?: boolean;
}

export class GraphBuilder {
  readonly #name: string;
  readonly #norm: NormKind;
  readonly #widths: LayerWidths;
  readonly #nodes: LayerNode[];
  #tip: Wire;

  /**
   * Starts with the node `input` of `inputChannels` channels; `norm` is what `Sequence.norm` will append. `widths` has
   * the output channels of convolutions that are not as wide as the architecture would make them.
   */
  constructor(name: string, inputChannels: number, norm: NormKind, widths: LayerWidths = {}) {
    this.#name = name;
    this.#norm = norm;
    this.#widths = widths;
    this.#nodes = [{ op: 'input', id: 'input', inputs: [], channels: inputChannels }];
    this.#tip = { id: 'input', channels: inputChannels };
  }

  /** The tensor that the next layer reads. */
  get tip(): Wire {
    return this.#tip;
  }

  get norm(): NormKind {
    return this.#norm;
  }

  /** Output channels of the convolution `id`: `usual`, unless it was given another width. */
  widthOf(id: string, usual: number): number {
    return this.#widths[id] ?? usual;
  }

  /** Layers numbered from 0 below `path`; the path '' is the network itself. */
  sequence(path: string): Sequence {
    return new Sequence(this, path);
  }

  /** Appends a node; its tensor, of `channels` channels, becomes the tip. */
  append(node: LayerNode, channels: number): void {
    this.#nodes.push(node);
    this.#tip = { id: node.id, channels };
  }

  /** Sum of `skip` and the tip, in this order. */
  add(id: string, skip: Wire): void {
    this.append({ op: 'add', id, inputs: [skip.id, this.tip.id] }, this.tip.channels);
  }

  /** `skip` and the tip, in this order, along the channels. */
  concat(id: string, skip: Wire): void {
    this.append({ op: 'concat', id, inputs: [skip.id, this.tip.id] }, skip.channels + this.tip.channels);
  }

  /** The finished network; its output is the tip. */
  finish(): Network {
    return { name: this.#name, nodes: this.#nodes, output: this.tip.id };
  }
}

/** One PyTorch `Sequential`: each call appends the layer with the next number and returns the sequence. */
export class Sequence {
  readonly graph: GraphBuilder;
  readonly #path: string;
  #index = 0;

  constructor(graph: GraphBuilder, path: string) {
    this.graph = graph;
    this.#path = path;
  }

  /** Takes the next number: the path of a module that is more than one layer. */
  nextPath(): string {
    const number = String(this.#index++);
    return this.#path === '' ? number : `${this.#path}.${number}`;
  }

  conv(usualChannels: number, settings: ConvSettings): this {
    const { kernel, stride = 1, pad = 0, bias = this.#biasByNorm() } = settings;
    const inChannels = this.graph.tip.channels;
    const place = this.#place();
    const outChannels = this.graph.widthOf(place.id, usualChannels);
    this.graph.append({ op: 'conv', ...place, inChannels, outChannels, kernel, stride, pad, bias }, outChannels);
    return this;
  }

  /** Transposed convolution of stride 2, padding 1. */
  convTranspose(usualChannels: number, settings: { kernel: number; outputPadding: number; bias?: boolean }): this {
    const { kernel, outputPadding, bias = this.#biasByNorm() } = settings;
    const inChannels = this.graph.tip.channels;
    const place = this.#place();
    const outChannels = this.graph.widthOf(place.id, usualChannels);
    this.graph.append(
      {
        op: 'convTranspose',
        ...place,
        inChannels,
        outChannels,
        kernel,
        stride: 2,
        pad: 1,
        outputPadding,
        bias,
      },
      outChannels,
    );
    return this;
  }

  /** Depthwise convolution with bias, without padding. */
  depthwiseConv(kernel: number): this {
    const { channels } = this.graph.tip;
    this.graph.append({ op: 'depthwiseConv', ...this.#place(), channels, kernel, pad: 0, bias: true }, channels);
    return this;
  }

  /** The norm the network was asked for. */
  norm(): this {
    return this.graph.norm === 'batch' ? this.batchNorm() : this.instanceNorm();
  }

  batchNorm(): this {
    const { channels } = this.graph.tip;
    this.graph.append({ op: 'batchNorm', ...this.#place(), channels }, channels);
    return this;
  }

  instanceNorm(): this {
    const { channels } = this.graph.tip;
    this.graph.append({ op: 'instanceNorm', ...this.#place(), channels }, channels);
    return this;
  }

  relu(): this {
    return this.#keepChannels({ op: 'relu', ...this.#place() });
  }

  tanh(): this {
    return this.#keepChannels({ op: 'tanh', ...this.#place() });
  }

  /** Leaky ReLU with the slope 0.2 that all networks of the paper use. */
  leakyRelu(): this {
    return this.#keepChannels({ op: 'leakyRelu', ...this.#place(), slope: 0.2 });
  }

  reflectPad(pad: number): this {
    return this.#keepChannels({ op: 'reflectPad', ...this.#place(), pad });
  }

  /** Without padding; halves the size where nothing else is said. */
  maxPool({ kernel = 2, stride = 2 } = {}): this {
    return this.#keepChannels({ op: 'maxPool', ...this.#place(), kernel, stride, pad: 0 });
  }

  /** With rate 0 nothing is appended, but the number is used up: the official module is there either way. */
  dropout(rate: number): this {
    const place = this.#place();
    return rate === 0 ? this : this.#keepChannels({ op: 'dropout', ...place, rate });
  }

  #place(): { id: string; inputs: readonly string[] } {
    return { id: this.nextPath(), inputs: [this.graph.tip.id] };
  }

  #keepChannels(node: LayerNode): this {
    this.graph.append(node, this.graph.tip.channels);
    return this;
  }

  #biasByNorm(): boolean {
    return this.graph.norm === 'instance';
  }
}
