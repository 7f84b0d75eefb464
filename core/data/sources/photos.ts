/** Photographs alone: each is its own target, and its input is made from it (derive/). */
import path from 'node:path';
import type { PairListing, PairSource } from '../pairSource.ts';
import type { PhotoSettings } from '../settings.ts';
import { listPictures } from './pictureFolder.ts';

/** For people, by task. */
const TASK_NAMES: Readonly<Record<PhotoSettings['task'], string>> = {
  edges: 'edges → photo',
  colour: 'grey → colour',
  sharpen: 'blurred → sharp',
  enlarge: 'low → high resolution',
};

/** One folder of photographs, with train/ val/ test/ inside or flat. */
export function photoSource(settings: PhotoSettings): PairSource {
  return {
    kind: 'photos',
    name: `${path.basename(settings.folder)}: ${TASK_NAMES[settings.task]}`,
    shipped: false,
    list: () => listPhotos(settings),
  };
}

async function listPhotos(settings: PhotoSettings): Promise<PairListing> {
  const { task, edgeSmoothing, edgeDetail, blurRadius, shrinkFactor } = settings;
  const derivation = { task, edgeSmoothing, edgeDetail, blurRadius, shrinkFactor };
  return await listPictures(settings, (file) => ({ layout: 'derived', file, derivation }));
}
