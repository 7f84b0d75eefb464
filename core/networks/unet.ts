/**
 * The U-Net of pix2pix (Isola et al. 2017): eight nested blocks, each halving the image, calling the next block, doubling
 * the image again and joining the result with what came in. Both U-Nets of the paper are this one with another number of
 * expansion blocks per level (OMGD §3.2: the deeper teacher).
 */
import type { Network } from './graph.ts';
import { GraphBuilder, type Sequence } from './graphBuilder.ts';
import { checkGeneratorOptions, type GeneratorOptions } from './options.ts';
import { expansionBlock } from './resnetBlocks.ts';

/** Channels inside each level as multiples of ngf, outermost first. */
const LEVEL_WIDTHS = [1, 2, 4, 8, 8, 8, 8, 8] as const;
/** The levels whose up path ends in dropout, counted from the outermost. */
const DROPOUT_LEVELS = new Set([4, 5, 6]);

const STRIDED = { kernel: 4, stride: 2, pad: 1 };
const UPSAMPLING = { kernel: 4, outputPadding: 0 };

interface UnetBuild {
  readonly graph: GraphBuilder;
  readonly options: GeneratorOptions;
  /** Expansion blocks after each down and each up convolution, the innermost level excepted. */
  readonly expansionBlocks: number;
}

/** Input and output NHWC in −1…1, height and width multiples of 256. */
export function describeUnet(name: string, options: GeneratorOptions, expansionBlocks: number): Network {
  checkGeneratorOptions(options);
  const graph = new GraphBuilder(name, options.inputChannels, options.norm, options.widths);
  outermostLevel({ graph, options, expansionBlocks });
  return graph.finish();
}

function outermostLevel(build: UnetBuild): void {
  const { graph, options } = build;
  const layers = graph.sequence('model.model');
  layers.conv(options.ngf, STRIDED);
  expand(build, layers, 0);
  innerLevel(build, layers.nextPath(), 1);
  // At this level the official deeper network refines the joined tensor, before the ReLU and the last convolution.
  expand(build, layers, 0);
  layers
    .relu()
    .convTranspose(options.outputChannels, { ...UPSAMPLING, bias: true })
    .tanh();
}

/** The block at `path`: its own id is the concatenation of what came in, activated, with what it made of it. */
function innerLevel(build: UnetBuild, path: string, level: number): void {
  const { graph, options } = build;
  const isInnermost = level === LEVEL_WIDTHS.length - 1;
  const dropoutRate = DROPOUT_LEVELS.has(level) ? (options.dropoutRate ?? 0) : 0;
  const layers = graph.sequence(`${path}.model`);

  // The official LeakyReLU works in place, so the skip connection carries the activated tensor.
  layers.leakyRelu();
  const skip = graph.tip;
  layers.conv(channelsOf(options, level), STRIDED);
  if (!isInnermost) {
    layers.norm();
    expand(build, layers, dropoutRate);
    innerLevel(build, layers.nextPath(), level + 1);
  }
  layers
    .relu()
    .convTranspose(channelsOf(options, level - 1), UPSAMPLING)
    .norm();
  if (!isInnermost) {
    expand(build, layers, dropoutRate);
    layers.dropout(dropoutRate);
  }
  graph.concat(path, skip);
}

function expand(build: UnetBuild, layers: Sequence, dropoutRate: number): void {
  for (let block = 0; block < build.expansionBlocks; block += 1) expansionBlock(layers, dropoutRate);
}

function channelsOf(options: GeneratorOptions, level: number): number {
  return options.ngf * (LEVEL_WIDTHS[level] ?? 8);
}
