/** Every setting of the pipeline document: label, unit, help, equation. Complete: a test compares it with the schema. */
import { DATASET_FIELDS } from './fields/dataset.ts';
import { EXPORT_FIELDS } from './fields/export.ts';
import type { FieldInfo, FieldTable } from './fields/fieldInfo.ts';
import { LOSS_FIELDS } from './fields/losses.ts';
import { NETWORK_FIELDS } from './fields/networks.ts';
import { SEGMENTATION_FIELDS } from './fields/segmentation.ts';
import { TRAINING_FIELDS } from './fields/training.ts';

/** By dotted path, in the order of the document's sections. */
export const FIELDS: FieldTable = {
  ...DATASET_FIELDS,
  ...NETWORK_FIELDS,
  ...LOSS_FIELDS,
  ...TRAINING_FIELDS,
  ...SEGMENTATION_FIELDS,
  ...EXPORT_FIELDS,
};

/** The texts for `path`. Throws for a path that is no setting: that is a mistake in the caller. */
export function fieldInfo(path: string): FieldInfo {
  const info = FIELDS[path];
  if (!info) throw new RangeError(`"${path}" is not a setting of the pipeline document.`);
  return info;
}
