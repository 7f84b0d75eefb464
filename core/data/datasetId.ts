/** How a dataset is called in the store and between processes. */
import { createHash } from 'node:crypto';
import type { DatasetSettings } from './settings.ts';

/** Depends on the settings only, whose folders must be absolute. */
export function datasetIdOf(settings: DatasetSettings): string {
  return createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 24);
}
