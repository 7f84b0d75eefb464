/** The paper's value of a setting, so that an editor can mark it and go back to it. */
import { fieldInfo } from './fields.ts';
import { isUnpaired } from './methods.ts';
import { valueAt } from './path.ts';
import { presetById } from './presets.ts';
import type { PipelineDocument } from './schema.ts';

/** The recipe that a document is measured by if it was not made from one of the paper's. */
const DEFAULT_RECIPE = 'paper-resnet-edges2shoes-16';

/** The value that recipe `presetId` has at `path`; undefined where the paper gives none. */
export function paperValue(path: string, presetId = DEFAULT_RECIPE): unknown {
  return fieldInfo(path).fromPaper ? valueAt(presetById(presetId).document, path) : undefined;
}

/**
 * The id of the paper's recipe that is nearest to a document, by architecture, direction (cityscapes is the paper's only
 * B → A task) and student width.
 */
export function nearestRecipe(document: PipelineDocument): string {
  const width = [8, 12, 16].find((known) => document.student.ngf <= known) ?? 16;
  if (isUnpaired(document.method)) return `paper-${unpairedTask(document)}-${width}`;
  const family = document.student.architecture.startsWith('unet') ? 'unet' : 'resnet';
  const { dataset } = document;
  const task = 'direction' in dataset && dataset.direction === 'BtoA' ? 'cityscapes' : 'edges2shoes';
  return `paper-${family}-${task}-${width}`;
}

/** The dataset's folder tells; horse → zebra is the paper's main unpaired task. */
function unpairedTask({ dataset }: PipelineDocument): 'horse2zebra' | 'summer2winter' {
  return 'folder' in dataset && dataset.folder.includes('summer2winter') ? 'summer2winter' : 'horse2zebra';
}
