/** What the resnet generators share: the 7×7 stem and head, and the layers that halve and double the image. */
import type { Sequence } from './graphBuilder.ts';

/** 7×7 convolution to ngf channels. */
export function stem(model: Sequence, ngf: number): void {
  model.reflectPad(3).conv(ngf, { kernel: 7 }).norm().relu();
}

/** Halves height and width, doubles the channels. */
export function halve(model: Sequence): void {
  model
    .conv(2 * model.graph.tip.channels, { kernel: 3, stride: 2, pad: 1 })
    .norm()
    .relu();
}

/** Doubles height and width, halves the channels. */
export function double(model: Sequence): void {
  model
    .convTranspose(model.graph.tip.channels / 2, { kernel: 3, outputPadding: 1 })
    .norm()
    .relu();
}

/** 7×7 convolution to the image, −1…1. */
export function head(model: Sequence, outputChannels: number): void {
  model.reflectPad(3).conv(outputChannels, { kernel: 7, bias: true }).tanh();
}

/** Calls `append` `count` times. */
export function repeat(count: number, append: () => void): void {
  for (let done = 0; done < count; done += 1) append();
}
