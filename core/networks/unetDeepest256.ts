/** `unet_deepest_256`: the U-Net with two expansion blocks more at each step. The deeper teacher (ngf 16) of U-Net students. */
import type { Network } from './graph.ts';
import type { GeneratorOptions } from './options.ts';
import { describeUnet } from './unet.ts';

/** Input and output NHWC in −1…1, height and width multiples of 256. */
export function unetDeepest256(options: GeneratorOptions): Network {
  return describeUnet('unet_deepest_256', options, 2);
}
