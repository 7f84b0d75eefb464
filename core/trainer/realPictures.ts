/**
 * The real pictures that generated ones are compared with as sets, where those are all of the dataset: for CycleGAN the
 * authors (OMGD, after GAN Compression) take training and test pictures, since so few held-out ones make a poor estimate.
 */
import type { Pixels } from '../data/pixels.ts';
import { withSide, type PairSample } from '../data/pairSource.ts';
import { prepareSide } from '../data/preparePair.ts';
import type { PipelineDocument } from '../pipeline/index.ts';

/** `forward`: of the targets' kind, which the run's generators make; `backward`: of the inputs', which the way back makes. */
export type Way = 'forward' | 'backward';

export interface RealPictures {
  /** Reads every picture of the way's kind, one by one. */
  addTo(
    set: { addReal(picture: Pixels): void },
    way: Way,
    onProgress?: (done: number, total: number) => void,
  ): Promise<void>;
}

/** @param samples of all splits; undefined where the document compares with the held-out pictures only */
export function realPicturesOf(
  { evaluation, preprocess }: PipelineDocument,
  samples: readonly PairSample[],
): RealPictures | undefined {
  if (evaluation.realPictures === 'held-out') return undefined;
  return {
    async addTo(set, way, onProgress = () => {}) {
      const side = way === 'forward' ? 'target' : 'input';
      const chosen = withSide(samples, side);
      for (const [index, sample] of chosen.entries()) {
        set.addReal(await prepareSide(sample, side, preprocess.cropSize, preprocess));
        onProgress(index + 1, chosen.length);
      }
    },
  };
}
