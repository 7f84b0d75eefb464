/** The part of the official transforms that is the same in every epoch: channels, then size. */
import { decodePair } from './decodePair.ts';
import type { PairSample } from './pairSource.ts';
import type { PixelPair, Pixels } from './pixels.ts';
import { toGrey } from './pixels.ts';
import { resampleBicubic } from './resampleBicubic.ts';

/** What the networks take and give; 1 is grey, 3 is RGB. */
export interface ChannelCounts {
  readonly inputChannels: 1 | 3;
  readonly outputChannels: 1 | 3;
}

/** Reads a pair and brings both pictures to `size` × `size` pixels, stretching as the official code does. */
export async function preparePair(sample: PairSample, size: number, channels: ChannelCounts): Promise<PixelPair> {
  const { input, target } = await decodePair(sample.pictures, size);
  return {
    input: toSquare(input, size, channels.inputChannels),
    target: toSquare(target, size, channels.outputChannels),
  };
}

function toSquare(picture: Pixels, size: number, channels: 1 | 3): Pixels {
  return resampleBicubic(channels === 1 ? toGrey(picture) : picture, size, size);
}
