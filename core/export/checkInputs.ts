/** The pictures that an export is checked with: held-out inputs of the run's dataset, or noise where it is not there. */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { DataError } from '../data/dataError.ts';
import { loadSamples } from '../data/loadSamples.ts';
import { openDataset } from '../data/fetched/openDataset.ts';
import { zipSides, type PairSample } from '../data/pairSource.ts';
import { spreadSamples } from '../data/spreadSamples.ts';
import type { PipelineDocument } from '../pipeline/index.ts';
import type { KeptRole } from '../protocol/scalars.ts';
import type { Pictures } from './convention.ts';
import { ExportError } from './exportError.ts';

export interface CheckInputs {
  /** Batches in the engine's convention. */
  readonly pictures: readonly Pictures[];
  readonly inputs: 'held-out' | 'noise';
}

const PICTURES = 16;
const CALIBRATION_PICTURES = 32;
const NOISE_SEED = 7;

/** Always the same pictures for the same document and dataset. Relative folders of the document are below `directory`. */
export async function loadCheckInputs(
  document: PipelineDocument,
  directory: string,
  role: KeptRole,
): Promise<CheckInputs> {
  const pictures = await loadInputs(document, directory, role, (split) => split !== 'train', PICTURES);
  return pictures.length > 0 ? { inputs: 'held-out', pictures } : noiseInputs(document, role);
}

/** Training pictures, so that what is measured on held-out ones is not what the ranges were fitted to. */
export async function loadCalibrationPictures(
  document: PipelineDocument,
  directory: string,
  role: KeptRole,
): Promise<Pictures[]> {
  const pictures = await loadInputs(document, directory, role, (split) => split === 'train', CALIBRATION_PICTURES);
  if (pictures.length > 0) return pictures;
  throw new ExportError(
    `int8-static measures its ranges on pictures of the dataset, and the dataset of "${document.name}" is not there. ` +
      'Put it back, or export int8 weights.',
  );
}

/** What the generator is fed, one picture a batch; none if the dataset has no such pictures or was moved. */
async function loadInputs(
  document: PipelineDocument,
  directory: string,
  role: KeptRole,
  isWanted: (split: PairSample['split']) => boolean,
  count: number,
): Promise<Pictures[]> {
  try {
    const { samples } = await (await openDataset(document.dataset, directory)).list();
    const chosen = spreadSamples(zipSides(samples.filter(({ split }) => isWanted(split))), count); // prettier-ignore
    const pairs = await Promise.all(chosen.map((sample) => loadSamples([sample], document.preprocess)));
    return pairs.map(({ a, b, shapeA, shapeB }) =>
      role === 'backward' ? { values: b, shape: shapeB } : { values: a, shape: shapeA },
    );
  } catch (error) {
    // The comparison of two runtimes does not depend on the dataset.
    if (error instanceof DataError) return [];
    throw error;
  }
}

function noiseInputs({ preprocess }: PipelineDocument, role: KeptRole): CheckInputs {
  const { cropSize, inputChannels, outputChannels } = preprocess;
  const channels = role === 'backward' ? outputChannels : inputChannels;
  const generator = xoroshiro128plus(NOISE_SEED);
  const pictures = Array.from({ length: PICTURES }, (): Pictures => {
    const values = new Float32Array(cropSize * cropSize * channels).map(() => 2 * uniformFloat64(generator) - 1);
    return { values, shape: [1, cropSize, cropSize, channels] };
  });
  return { inputs: 'noise', pictures };
}
