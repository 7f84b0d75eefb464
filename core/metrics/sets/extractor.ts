/** A network that turns pictures into features, so that sets of pictures can be compared. */
import type { Pixels } from '../../data/pixels.ts';

export interface FeatureExtractor {
  /** Names network, weights and resize: features of different ids are never compared. */
  readonly id: string;
  /** sha256 of the weights, where they come from a file. */
  readonly weightsSha256?: string;
  /** Numbers for each picture. */
  readonly dimension: number;
  /** @param pictures at least one, all of one size; returns a row of `dimension` numbers for each of them */
  extract(pictures: readonly Pixels[]): Float32Array;
  dispose(): void;
}

/** Pictures of one size as floats 0 … 255, NHWC with three channels; grey is repeated. */
export function levelsOf(pictures: readonly Pixels[]): {
  readonly values: Float32Array<ArrayBuffer>;
  readonly shape: [count: number, height: number, width: number, channels: 3];
} {
  const { width, height } = pictures[0]!;
  const values = new Float32Array(pictures.length * height * width * 3);
  pictures.forEach((picture, index) => {
    if (picture.width !== width || picture.height !== height) {
      throw new RangeError(
        `A batch needs pictures of one size, not ${width}×${height} and ${picture.width}×${picture.height}.`,
      );
    }
    const start = index * height * width * 3;
    const { channels, data } = picture;
    if (channels === 3) values.set(data, start);
    else for (let at = 0; at < data.length; at++) values.fill(data[at]!, start + 3 * at, start + 3 * at + 3);
  });
  return { values, shape: [pictures.length, height, width, 3] };
}
