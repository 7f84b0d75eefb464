/** What a training step eats. */

export type ImageShape = readonly [count: number, height: number, width: number, channels: number];

/** Pictures as floats −1 … 1, NHWC. */
export interface PairBatch {
  /** Inputs, shape `shapeA`. */
  readonly a: Float32Array<ArrayBuffer>;
  /** Targets, shape `shapeB`. */
  readonly b: Float32Array<ArrayBuffer>;
  readonly shapeA: ImageShape;
  readonly shapeB: ImageShape;
  /** The samples' ids, in the order of the pictures. */
  readonly ids: readonly string[];
}

/** A batch with its place in the run. */
export interface LoadedBatch extends PairBatch {
  /** From 0. */
  readonly epoch: number;
  /** The batch's number in its epoch, from 0. */
  readonly index: number;
  /** Pairs that had to be read from files; the others came from the cache. */
  readonly decodedPairs: number;
  /** How long the loader's thread worked on this batch. */
  readonly preparationMs: number;
}
