/** The part of the pipeline document that says how pictures are prepared. */
import { z } from 'zod';

const sizePixels = z.int().min(8).max(2048);
const channels = z.literal([1, 3]).default(3);

/** The official transforms: resize to a square, cut out a smaller one, mirror half of the time. */
export const PreprocessSchema = z.strictObject({
  loadSize: sizePixels.default(286),
  cropSize: sizePixels.default(256),
  flip: z.boolean().default(true),
  inputChannels: channels,
  outputChannels: channels,
  maximumPairs: z.int().min(1).optional(),
});
