/** Jobs that make pairs of a person's own copy of Cityscapes. */
import { lookAtCityscapes as look, prepareCityscapes } from '../../core/data/cityscapes/prepareCityscapes.ts';
import { encodePng } from '../../core/data/encodePng.ts';
import { datasetSettingsSchema, type DatasetSettings } from '../../core/pipeline/index.ts';
import type { CityscapesLook, CityscapesProgress } from '../../core/protocol/studio/catalogue.ts';
import { stoppable } from './stoppable.ts';
import { CITYSCAPES_WORK } from './workNames.ts';

const SAMPLES = 3;

export interface CityscapesCopy {
  readonly labels: string;
  readonly photos: string;
}

export async function lookAtCityscapes(copy: CityscapesCopy): Promise<CityscapesLook> {
  const { samples, ...counts } = await look(copy, SAMPLES);
  const encoded = samples.map(async (pixels) => new Uint8Array(await encodePng(pixels)));
  return { ...counts, samples: await Promise.all(encoded) };
}

/** The settings of what was made; undefined if it was stopped, by the name `cityscapes`. Then nothing is kept. */
export async function makeCityscapes(
  { output, ...copy }: CityscapesCopy & { readonly output: string },
  report: (progress: CityscapesProgress) => void,
): Promise<DatasetSettings | undefined> {
  const onProgress = (phase: CityscapesProgress['phase'], done: number, total: number): void => {
    report({ phase, done, total });
  };
  const made = await stoppable(CITYSCAPES_WORK, (signal) =>
    prepareCityscapes({ ...copy, output }, { onProgress, signal }),
  );
  return made && datasetSettingsSchema.parse({ kind: 'sideBySide', folder: output, direction: 'BtoA' });
}
