/**
 * The InceptionV3 behind FID (Szegedy et al. 2015, as published by TensorFlow on 2015-12-05), up to the pooled features,
 * with the names of torchvision's `inception_v3`, which pytorch-fid's file of these weights uses too.
 *
 * It differs from torchvision's network: padding does not count in the average pools, and the last block (`Mixed_7c`) takes
 * the maximum where all others take the mean. Both are kept: published numbers are made with them.
 */
import type { Extent, Network } from './graph.ts';
import { GraphBuilder, type Wire } from './graphBuilder.ts';

/** Length of the feature: the channels of `inceptionV3`'s output, whose mean over the picture is the feature. */
export const INCEPTION_FEATURES = 2048;
/** The side of the square picture that it takes. */
export const INCEPTION_SIZE = 299;
/** Of its batch norms. */
const EPSILON = 1e-3;

interface ConvSettings {
  readonly kernel?: Extent;
  readonly stride?: number;
  readonly pad?: Extent;
}

/** Input NHWC, RGB in −1…1, 299 × 299; output 8 × 8 × 2048. */
export function inceptionV3(): Network {
  const graph = new InceptionBuilder();
  let x = graph.conv('Conv2d_1a_3x3', graph.input, 32, { kernel: 3, stride: 2 });
  x = graph.conv('Conv2d_2a_3x3', x, 32, { kernel: 3 });
  x = graph.conv('Conv2d_2b_3x3', x, 64, { kernel: 3, pad: 1 });
  x = graph.shrink('maxpool1', x);
  x = graph.conv('Conv2d_3b_1x1', x, 80);
  x = graph.conv('Conv2d_4a_3x3', x, 192, { kernel: 3 });
  x = graph.shrink('maxpool2', x);
  x = blockA(graph, 'Mixed_5b', x, 32);
  x = blockA(graph, 'Mixed_5c', x, 64);
  x = blockA(graph, 'Mixed_5d', x, 64);
  x = blockB(graph, 'Mixed_6a', x);
  x = blockC(graph, 'Mixed_6b', x, 128);
  x = blockC(graph, 'Mixed_6c', x, 160);
  x = blockC(graph, 'Mixed_6d', x, 160);
  x = blockC(graph, 'Mixed_6e', x, 192);
  x = blockD(graph, 'Mixed_7a', x);
  x = blockE(graph, 'Mixed_7b', x, 'mean');
  blockE(graph, 'Mixed_7c', x, 'maximum');
  return graph.finish();
}

/** Convolutions with batch norm and ReLU, whose module is `<name>`: `<name>.conv`, `<name>.bn`, `<name>` itself. */
class InceptionBuilder {
  readonly #graph = new GraphBuilder('inception_v3_2015_12_05', 3, 'batch');
  readonly input: Wire = this.#graph.tip;

  conv(name: string, from: Wire, outChannels: number, settings: ConvSettings = {}): Wire {
    const { kernel = 1, stride = 1, pad = 0 } = settings;
    const conv = { inChannels: from.channels, outChannels, kernel, stride, pad, bias: false };
    this.#graph.append({ op: 'conv', id: `${name}.conv`, inputs: [from.id], ...conv }, outChannels);
    const norm = { channels: outChannels, epsilon: EPSILON };
    this.#graph.append({ op: 'batchNorm', id: `${name}.bn`, inputs: [`${name}.conv`], ...norm }, outChannels);
    this.#graph.append({ op: 'relu', id: name, inputs: [`${name}.bn`] }, outChannels);
    return this.#graph.tip;
  }

  /** Maximum of 3 × 3 with stride 2. */
  shrink(id: string, from: Wire): Wire {
    this.#graph.append({ op: 'maxPool', id, inputs: [from.id], kernel: 3, stride: 2, pad: 0 }, from.channels);
    return this.#graph.tip;
  }

  /** Mean or maximum of 3 × 3 that keeps the size. */
  smooth(id: string, from: Wire, by: 'mean' | 'maximum'): Wire {
    const place = { id, inputs: [from.id], kernel: 3 };
    const node = by === 'mean' ? { op: 'avgPool' as const, ...place } : { op: 'maxPool' as const, ...place, stride: 1, pad: 1 }; // prettier-ignore
    this.#graph.append(node, from.channels);
    return this.#graph.tip;
  }

  join(id: string, branches: readonly Wire[]): Wire {
    const channels = branches.reduce((sum, branch) => sum + branch.channels, 0);
    this.#graph.append({ op: 'concat', id, inputs: branches.map((branch) => branch.id) }, channels);
    return this.#graph.tip;
  }

  finish(): Network {
    return this.#graph.finish();
  }
}

/** 1 × 1; 5 × 5; two 3 × 3; pooled. */
function blockA(graph: InceptionBuilder, name: string, x: Wire, poolFeatures: number): Wire {
  const own = (branch: string): string => `${name}.${branch}`;
  const one = graph.conv(own('branch1x1'), x, 64);
  let five = graph.conv(own('branch5x5_1'), x, 48);
  five = graph.conv(own('branch5x5_2'), five, 64, { kernel: 5, pad: 2 });
  let double = graph.conv(own('branch3x3dbl_1'), x, 64);
  double = graph.conv(own('branch3x3dbl_2'), double, 96, { kernel: 3, pad: 1 });
  double = graph.conv(own('branch3x3dbl_3'), double, 96, { kernel: 3, pad: 1 });
  return graph.join(name, [one, five, double, pooled(graph, name, x, poolFeatures, 'mean')]);
}

/** Halves the size: 3 × 3; two 3 × 3; maximum. */
function blockB(graph: InceptionBuilder, name: string, x: Wire): Wire {
  const own = (branch: string): string => `${name}.${branch}`;
  const three = graph.conv(own('branch3x3'), x, 384, { kernel: 3, stride: 2 });
  let double = graph.conv(own('branch3x3dbl_1'), x, 64);
  double = graph.conv(own('branch3x3dbl_2'), double, 96, { kernel: 3, pad: 1 });
  double = graph.conv(own('branch3x3dbl_3'), double, 96, { kernel: 3, stride: 2 });
  return graph.join(name, [three, double, graph.shrink(own('pool'), x)]);
}

const ROW = { kernel: [1, 7], pad: [0, 3] } as const;
const COLUMN = { kernel: [7, 1], pad: [3, 0] } as const;

/** 1 × 1; 7 × 7 as a row and a column; the same twice; pooled. */
function blockC(graph: InceptionBuilder, name: string, x: Wire, inner: number): Wire {
  const own = (branch: string): string => `${name}.${branch}`;
  const one = graph.conv(own('branch1x1'), x, 192);
  let seven = graph.conv(own('branch7x7_1'), x, inner);
  seven = graph.conv(own('branch7x7_2'), seven, inner, ROW);
  seven = graph.conv(own('branch7x7_3'), seven, 192, COLUMN);
  let double = graph.conv(own('branch7x7dbl_1'), x, inner);
  double = graph.conv(own('branch7x7dbl_2'), double, inner, COLUMN);
  double = graph.conv(own('branch7x7dbl_3'), double, inner, ROW);
  double = graph.conv(own('branch7x7dbl_4'), double, inner, COLUMN);
  double = graph.conv(own('branch7x7dbl_5'), double, 192, ROW);
  return graph.join(name, [one, seven, double, pooled(graph, name, x, 192, 'mean')]);
}

/** Halves the size: 3 × 3; 7 × 7 then 3 × 3; maximum. */
function blockD(graph: InceptionBuilder, name: string, x: Wire): Wire {
  const own = (branch: string): string => `${name}.${branch}`;
  let three = graph.conv(own('branch3x3_1'), x, 192);
  three = graph.conv(own('branch3x3_2'), three, 320, { kernel: 3, stride: 2 });
  let seven = graph.conv(own('branch7x7x3_1'), x, 192);
  seven = graph.conv(own('branch7x7x3_2'), seven, 192, ROW);
  seven = graph.conv(own('branch7x7x3_3'), seven, 192, COLUMN);
  seven = graph.conv(own('branch7x7x3_4'), seven, 192, { kernel: 3, stride: 2 });
  return graph.join(name, [three, seven, graph.shrink(own('pool'), x)]);
}

/** 1 × 1; 3 × 3 as a row beside a column; the same after a 3 × 3; pooled. */
function blockE(graph: InceptionBuilder, name: string, x: Wire, pool: 'mean' | 'maximum'): Wire {
  const own = (branch: string): string => `${name}.${branch}`;
  const split = (from: Wire, row: string, column: string): Wire[] => [
    graph.conv(own(row), from, 384, { kernel: [1, 3], pad: [0, 1] }),
    graph.conv(own(column), from, 384, { kernel: [3, 1], pad: [1, 0] }),
  ];
  const one = graph.conv(own('branch1x1'), x, 320);
  const three = graph.conv(own('branch3x3_1'), x, 384);
  const threes = split(three, 'branch3x3_2a', 'branch3x3_2b');
  let double = graph.conv(own('branch3x3dbl_1'), x, 448);
  double = graph.conv(own('branch3x3dbl_2'), double, 384, { kernel: 3, pad: 1 });
  const doubles = split(double, 'branch3x3dbl_3a', 'branch3x3dbl_3b');
  return graph.join(name, [one, ...threes, ...doubles, pooled(graph, name, x, 192, pool)]);
}

function pooled(graph: InceptionBuilder, name: string, x: Wire, channels: number, by: 'mean' | 'maximum'): Wire {
  return graph.conv(`${name}.branch_pool`, graph.smooth(`${name}.pool`, x, by), channels);
}
