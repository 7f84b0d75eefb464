/** The held-out pictures of a run, as the playground's samples. */
import type { StudioPreview } from '../../core/protocol/studio/runRecords.ts';
import { previewUrl } from '../../core/protocol/studio/urls.ts';
import { samplesOf } from '../preview/frames.ts';
import { readPicture, type BasePicture } from './basePicture.ts';

export interface Sample {
  readonly sampleId: string;
  readonly url: string;
}

/** Inputs do not change during a run, so any of their pictures will do. */
export function inputsOf(runId: string, previews: readonly StudioPreview[]): readonly Sample[] {
  return samplesOf(previews).flatMap((sampleId) => {
    const input = previews.find((preview) => preview.sampleId === sampleId && preview.role === 'input');
    return input ? [{ sampleId, url: previewUrl(runId, input) }] : [];
  });
}

/** Rejects if the picture cannot be read. */
export async function readSample({ sampleId, url }: Sample): Promise<BasePicture> {
  const response = await fetch(url);
  return { ...(await readPicture(await response.blob(), sampleId)), sampleId };
}
