/** The pictures that an export is checked with: held-out inputs of the run's dataset, or noise where it is not there. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { DataError } from '../data/dataError.ts';
import { loadSamples } from '../data/loadSamples.ts';
import { openSource } from '../data/openSource.ts';
import { spreadSamples } from '../data/spreadSamples.ts';
import type { PipelineDocument } from '../pipeline/index.ts';
import { withAbsoluteFolders } from '../trainer/pairs.ts';
import type { Pictures } from './convention.ts';

export interface CheckInputs {
  /** Batches in the engine's convention. */
  readonly pictures: readonly Pictures[];
  readonly inputs: 'held-out' | 'noise';
}

const PICTURES = 16;
const NOISE_SEED = 7;

/** Always the same pictures for the same document and dataset. Relative folders of the document are below `directory`. */
export async function loadCheckInputs(document: PipelineDocument, directory: string): Promise<CheckInputs> {
  try {
    const { samples } = await openSource(withAbsoluteFolders(document.dataset, directory)).list();
    const heldOut = spreadSamples(samples.filter(({ split }) => split !== 'train'), PICTURES); // prettier-ignore
    if (heldOut.length === 0) return noiseInputs(document);
    const pairs = await Promise.all(heldOut.map((sample) => loadSamples([sample], document.preprocess)));
    return { inputs: 'held-out', pictures: pairs.map(({ a, shapeA }) => ({ values: a, shape: shapeA })) };
  } catch (error) {
    // The dataset may have been moved since; the comparison of two runtimes does not depend on it.
    if (error instanceof DataError) return noiseInputs(document);
    throw error;
  }
}

function noiseInputs({ preprocess: { cropSize, inputChannels } }: PipelineDocument): CheckInputs {
  const generator = xoroshiro128plus(NOISE_SEED);
  const pictures = Array.from({ length: PICTURES }, (): Pictures => {
    const values = new Float32Array(cropSize * cropSize * inputChannels).map(() => 2 * uniformFloat64(generator) - 1);
    return { values, shape: [1, cropSize, cropSize, inputChannels] };
  });
  return { inputs: 'noise', pictures };
}
