/** `unet_256`: the plain U-Net. The wider teacher (ngf 64) and the student (ngf 16) of the paper's paired tasks. */
import type { Network } from './graph.ts';
import type { GeneratorOptions } from './options.ts';
import { describeUnet } from './unet.ts';

/** Input and output NHWC in −1…1, height and width multiples of 256. */
export function unet256(options: GeneratorOptions): Network {
  return describeUnet('unet_256', options, 0);
}
