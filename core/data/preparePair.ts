/** The part of the official transforms that is the same in every epoch: channels, then size. */
import { decodeFile, decodePair, decodeSide, derivePair } from './decodePair.ts';
import type { PairPictures, PairSample, Side } from './pairSource.ts';
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
  const { input, target } = await decodeFor(sample.pictures, size);
  return {
    input: toSquare(input, size, channels.inputChannels),
    target: toSquare(target, size, channels.outputChannels),
  };
}

async function decodeFor(pictures: PairPictures, size: number): Promise<PixelPair> {
  if (pictures.layout !== 'derived') return await decodePair(pictures, size);
  // Square before the input is made from it, so that lines of one pixel stay lines of one pixel.
  return derivePair(resampleBicubic(await decodeFile(pictures.file, size), size, size), pictures.derivation);
}

/** The same for one picture of a sample. */
export async function prepareSide(
  sample: PairSample,
  side: Side,
  size: number,
  channels: ChannelCounts,
): Promise<Pixels> {
  const picture =
    sample.pictures.layout === 'derived'
      ? (await decodeFor(sample.pictures, size))[side]
      : await decodeSide(sample.pictures, side, size);
  return toSquare(picture, size, side === 'input' ? channels.inputChannels : channels.outputChannels);
}

function toSquare(picture: Pixels, size: number, channels: 1 | 3): Pixels {
  return resampleBicubic(channels === 1 ? toGrey(picture) : picture, size, size);
}
