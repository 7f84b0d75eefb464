/** A number about a picture and its target that needs a network; those that need none are plain functions. */
import type { ImageShape } from '../data/batch.ts';

export interface PairMeasure {
  /** Names network and weights: numbers of different ids are never compared. */
  readonly id: string;
  /** sha256 of the weights, where they come from files. */
  readonly weightsSha256?: string;
  /** Of one picture and its target, −1 … 1, both [1, height, width, 1 or 3]. */
  measure(picture: Float32Array, target: Float32Array, shape: ImageShape): number;
  dispose(): void;
}
