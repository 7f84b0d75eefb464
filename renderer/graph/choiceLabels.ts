/** Values of the document in words. What needs no other word stays as it is. */
import { METRIC_INFO } from '../../core/pipeline/index.ts';
import { TARGETS } from '../exports/targets.ts';
import { ARCHITECTURE_NAMES } from './architectureNames.ts';

const CHOICE_LABELS: Readonly<Record<string, string>> = {
  ...ARCHITECTURE_NAMES,
  ...Object.fromEntries(Object.entries(METRIC_INFO).map(([metric, { name }]) => [metric, name])),
  ...Object.fromEntries(TARGETS.map(({ target, title }) => [target, title])),
  omgd: 'Online distillation (omgd)',
  pix2pix: 'Student alone (pix2pix)',
  'omgd-unpaired': 'Online distillation without pairs (omgd-unpaired)',
  cyclegan: 'Student alone without pairs (cyclegan)',
  emoji: 'Built-in emoji',
  sideBySide: 'A and B side by side',
  matchedFolder: 'A folder with A and B',
  twoFolders: 'Two folders',
  photos: 'Photographs',
  emojiStyles: 'Built-in emoji in two styles',
  unpairedFolder: 'A folder with A and B, unpaired',
  unpairedTwoFolders: 'Two folders, unpaired',
  AtoB: 'A → B',
  BtoA: 'B → A',
  scratch: 'Scratch',
  weights: 'A weights file',
  builtin: 'Built-in weights',
  run: 'An earlier run',
  wider: 'Wider teacher',
  deeper: 'Deeper teacher',
  'held-out': 'Held-out pictures',
  all: 'All of the dataset',
  student: 'Student',
  backward: 'The way back',
  batch: 'Batch',
  instance: 'Instance',
  n_layers: 'Patches',
  multi_n_layers: 'Patches, a head per teacher',
  pixel: 'Pixels',
  hinge: 'Hinge',
  lsgan: 'Least squares',
  vanilla: 'Cross-entropy',
  l1: 'L1',
  l2: 'L2',
  smooth_l1: 'Smooth L1',
  vgg: 'Perceptual',
  'builtin-hed': 'Built-in',
  file: 'The library’s, or a file',
  random: 'Random',
  epochs: 'Epochs',
  steps: 'Steps',
  captured: 'As one graph',
  eager: 'Step by step',
  trainIds: 'Training ids',
  cityscapesIds: 'Cityscapes’ label ids',
};

export function choiceLabel(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off';
  return CHOICE_LABELS[String(value)] ?? String(value);
}
