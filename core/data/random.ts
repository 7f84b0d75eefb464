/**
 * The loader's random choices. Each is drawn from a generator seeded with (seed, epoch, position), never from a running
 * one, so a resumed run needs no saved random state: it continues exactly where it was.
 */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import type { Crop } from './floatImage.ts';

/** Keeps the order's random numbers apart from those of augmentation. */
const ORDER_STREAM = 0x6f726465;
const CROP_STREAM = 0x63726f70;
const PARTNER_STREAM = 0x70617274;
const TARGET_CROP_STREAM = 0x74637270;

/** Mixes integers into a 32-bit seed (MurmurHash3, Appleby 2011), so that neighbours get unrelated seeds. */
export function mixSeed(...values: readonly number[]): number {
  let hash = 0;
  for (const value of values) {
    let mixed = Math.imul(value, 0xcc9e2d51);
    mixed = Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
    hash ^= mixed;
    hash = (Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64) | 0;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** The order of `count` samples in an epoch: a Fisher–Yates shuffle. */
export function epochOrder(count: number, seed: number, epoch: number): Uint32Array {
  const generator = xoroshiro128plus(mixSeed(ORDER_STREAM, seed, epoch));
  const order = Uint32Array.from({ length: count }, (_, index) => index);
  for (let last = count - 1; last > 0; last--) {
    const other = uniformInt(generator, 0, last);
    const moved = order[last]!;
    order[last] = order[other]!;
    order[other] = moved;
  }
  return order;
}

/** Which of `count` targets meets the input at `position` of an unpaired epoch: any, with replacement, as the official loader draws. */
export function randomPartner(count: number, seed: number, epoch: number, position: number): number {
  return uniformInt(xoroshiro128plus(mixSeed(PARTNER_STREAM, seed, epoch, position)), 0, count - 1);
}

export interface CropChoice {
  readonly loadSize: number;
  readonly cropSize: number;
  /** Mirror half of the pictures. */
  readonly flip: boolean;
}

/** Where to crop sample number `sampleIndex` in an epoch and whether to mirror it: the same for input and target. */
export function randomCrop(choice: CropChoice, seed: number, epoch: number, sampleIndex: number): Crop {
  return drawCrop(choice, mixSeed(CROP_STREAM, seed, epoch, sampleIndex));
}

/** The same for the unpaired target that meets the input at `position`. */
export function randomTargetCrop(choice: CropChoice, seed: number, epoch: number, position: number): Crop {
  return drawCrop(choice, mixSeed(TARGET_CROP_STREAM, seed, epoch, position));
}

function drawCrop(choice: CropChoice, seed: number): Crop {
  const generator = xoroshiro128plus(seed);
  const slack = choice.loadSize - choice.cropSize;
  const left = uniformInt(generator, 0, slack);
  const top = uniformInt(generator, 0, slack);
  const flip = uniformInt(generator, 0, 1) === 1;
  return { left, top, size: choice.cropSize, flip: choice.flip && flip };
}
