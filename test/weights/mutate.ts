/** Damages files at random, the same way every time, and tells what an importer made of them. */
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { memorySource } from '../../core/files/byteSource.ts';
import { examine } from '../../core/weights/import/importWeights.ts';
import { openWeightsFrom } from '../../core/weights/openWeights.ts';
import { WeightsFileError } from '../../core/weights/weightsFileError.ts';

export interface FuzzResult {
  readonly refused: number;
  readonly read: number;
  /** Milliseconds of the slowest file. */
  readonly slowestMs: number;
  /** The most bytes that a file's tensors had, beside its own. */
  readonly largestRatio: number;
}

/**
 * Opens `count` mutations of `file`, examines each and reads all its tensors.
 * Rejects with the seed of the mutation if an importer fails with anything but a WeightsFileError.
 */
export async function fuzz(file: Uint8Array, count: number, seed: number): Promise<FuzzResult> {
  let [refused, read, slowestMs, largestRatio] = [0, 0, 0, 0];
  for (let index = 0; index < count; index += 1) {
    const mutated = mutate(file, seed + index);
    const startMs = performance.now();
    try {
      const bytes = await importAll(mutated);
      largestRatio = Math.max(largestRatio, bytes / Math.max(1, mutated.byteLength));
      read += 1;
    } catch (error) {
      if (!(error instanceof WeightsFileError)) {
        throw new Error(`Mutation ${seed + index} was not refused with a sentence: ${String(error)}`, { cause: error });
      }
      refused += 1;
    }
    slowestMs = Math.max(slowestMs, performance.now() - startMs);
  }
  return { refused, read, slowestMs, largestRatio };
}

async function importAll(file: Uint8Array): Promise<number> {
  const source = await openWeightsFrom(memorySource(file));
  examine(source);
  let bytes = 0;
  for (const name of source.tensors.keys()) bytes += (await source.read(name)).bytes.byteLength;
  return bytes;
}

/** One to eight changes: bytes set, bits turned, pieces cut out, doubled, overwritten, or the end cut off. */
function mutate(file: Uint8Array, seed: number): Uint8Array {
  const random = xoroshiro128plus(seed);
  const upTo = (most: number): number => uniformInt(random, 0, Math.max(0, most));
  let bytes = Buffer.from(file);
  for (let change = upTo(7); change >= 0; change -= 1) {
    // Tables of contents are at the ends; a change in the middle of the numbers tells nothing.
    const last = bytes.length - 1;
    const at = [upTo(last), Math.min(last, upTo(2000)), Math.max(0, last - upTo(2000))][upTo(2)]!;
    const length = 1 + upTo(16);
    switch (upTo(6)) {
      case 0:
        bytes[at] = upTo(255);
        break;
      case 1:
        bytes[at]! ^= 1 << upTo(7);
        break;
      case 2:
        bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + length)]);
        break;
      case 3:
        bytes = Buffer.concat([bytes.subarray(0, at + length), bytes.subarray(at)]);
        break;
      case 4:
        bytes.fill([0, 0xff, 0x7f, 0x80][upTo(3)]!, at, Math.min(bytes.length, at + 1 + upTo(8)));
        break;
      case 5:
        bytes.copy(bytes, upTo(last), at, at + length);
        break;
      default:
        if (upTo(9) === 0) bytes = bytes.subarray(0, at);
        else bytes.writeUInt8(upTo(255), at);
    }
    if (bytes.length === 0) return bytes;
  }
  return bytes;
}
