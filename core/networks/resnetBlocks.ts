/**
 * The three residual blocks of the paper's generators. Each takes the next number of a sequence and computes
 * x + layers(x) with reflection padding; channels and size stay what they were. The layers' official path is
 * `<block>.conv_block.<i>`, the sum is `<block>`.
 */
import type { Sequence } from './graphBuilder.ts';

/** Two 3×3 convolutions (CycleGAN, Zhu et al. 2017). */
export function plainBlock(parent: Sequence, dropoutRate: number): void {
  residual(parent, (layers, channels) => {
    layers.reflectPad(1).conv(channels, { kernel: 3 }).norm().relu().dropout(dropoutRate);
    layers.reflectPad(1).conv(channels, { kernel: 3 }).norm();
  });
}

/** Two separable 3×3 convolutions (GAN Compression, Li et al. 2020). */
export function mobileBlock(parent: Sequence, dropoutRate: number): void {
  residual(parent, (layers) => {
    separableConv(layers.reflectPad(1));
    layers.norm().relu().dropout(dropoutRate);
    separableConv(layers.reflectPad(1));
    layers.norm();
  });
}

/**
 * Widens to four times the channels and back (OMGD §3.2). The padding comes before the 1×1 convolution, so that the first
 * norm sees the padded image and the 3×3 convolution needs no padding of its own.
 */
export function expansionBlock(parent: Sequence, dropoutRate: number): void {
  residual(parent, (layers, channels) => {
    layers
      .reflectPad(1)
      .conv(4 * channels, { kernel: 1 })
      .norm()
      .relu();
    layers
      .conv(4 * channels, { kernel: 3 })
      .norm()
      .relu();
    layers.conv(channels, { kernel: 1 }).norm().relu().dropout(dropoutRate);
    layers.reflectPad(1).conv(channels, { kernel: 3 }).norm();
  });
}

/** Depthwise 3×3, instance norm, 1×1. Instance norm and biases whatever norm the rest of the network uses. */
function separableConv(parent: Sequence): void {
  const { graph } = parent;
  const { channels } = graph.tip;
  graph.sequence(`${parent.nextPath()}.conv`).depthwiseConv(3).instanceNorm().conv(channels, { kernel: 1, bias: true });
}

function residual(parent: Sequence, body: (layers: Sequence, channels: number) => void): void {
  const { graph } = parent;
  const path = parent.nextPath();
  const skip = graph.tip;
  body(graph.sequence(`${path}.conv_block`), skip.channels);
  graph.add(path, skip);
}
