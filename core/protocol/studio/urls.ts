/**
 * The addresses of the studio's own scheme. Pages are under `studio://app/`, exported models under `studio://export/`,
 * pictures under `studio://preview/` and `studio://dataset/`; `<img crossorigin="anonymous">` lets a canvas read their
 * pixels.
 */
import type { PreviewRole } from '../scalars.ts';

export const STUDIO_SCHEME = 'studio';
export const APP_ORIGIN = `${STUDIO_SCHEME}://app`;

export interface PreviewAddress {
  readonly step: number;
  readonly sampleId: string;
  readonly role: PreviewRole;
}

/** A preview picture of a run, as it was saved. */
export function previewUrl(runId: string, { step, sampleId, role }: PreviewAddress): string {
  return `${STUDIO_SCHEME}://preview/${encodeURIComponent(runId)}/${String(step)}/${encodeURIComponent(sampleId)}/${role}.png`;
}

/** Input (`a`) or target (`b`) of a dataset's sample, fitted into `sizePixels` squared (default 256, at most 1024). */
export function datasetPictureUrl(datasetId: string, sampleId: string, side: 'a' | 'b', sizePixels = 256): string {
  const path = `${encodeURIComponent(datasetId)}/${encodeURIComponent(sampleId)}/${side}.png`;
  return `${STUDIO_SCHEME}://dataset/${path}?size=${String(sizePixels)}`;
}

/** A file of an exported model, exactly as it was exported. `name` is one of the export's `files`. */
export function exportFileUrl(exportId: string, name: string): string {
  return `${STUDIO_SCHEME}://export/${encodeURIComponent(exportId)}/${encodeURIComponent(name)}`;
}
