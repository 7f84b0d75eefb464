/** Texts for the run, its pictures and their preparation. */
import type { FieldTable } from './fieldInfo.ts';

export const DATASET_FIELDS: FieldTable = {
  version: {
    label: 'Document version',
    group: 'run',
    help: 'The format of this document. Older versions are brought up to date when they are opened.',
    fromPaper: false,
  },
  name: { label: 'Name', group: 'run', help: 'What the run is called in lists and charts.', fromPaper: false },
  method: {
    label: 'Method',
    group: 'run',
    help: 'omgd: a student learns from teachers that are trained at the same time. pix2pix: the student alone, trained plainly with a discriminator, as the baseline to compare with.',
    fromPaper: true,
  },
  'dataset.kind': {
    label: 'Kind of dataset',
    group: 'dataset',
    help: 'emoji: outlines and colour emoji that come with the studio. sideBySide: pictures with A and B side by side. matchedFolder: a folder with A and B, or trainA, trainB and so on, inside. twoFolders: any two folders. Partners in different folders have the same file name.',
    fromPaper: false,
  },
  'dataset.skinTonesAndFlags': {
    label: 'Skin tones and flags',
    group: 'dataset',
    help: 'Also use skin-tone variants and flags, whose outlines do not tell their colours.',
    fromPaper: false,
  },
  'dataset.folder': {
    label: 'Folder',
    group: 'dataset',
    help: 'The folder with the pictures; absolute, or relative to the folder of this document.',
    fromPaper: false,
  },
  'dataset.folderA': {
    label: 'Folder A',
    group: 'dataset',
    help: 'Folder with the pictures of side A.',
    fromPaper: false,
  },
  'dataset.folderB': {
    label: 'Folder B',
    group: 'dataset',
    help: 'Folder with the pictures of side B, named as in folder A.',
    fromPaper: false,
  },
  'dataset.direction': {
    label: 'Direction',
    group: 'dataset',
    help: 'AtoB: A is the input and B the target. BtoA: the other way round.',
    fromPaper: true,
  },
  'dataset.validationFraction': {
    label: 'Kept for validation',
    group: 'dataset',
    help: 'Part of the pairs, from 0 to 1, that is kept for validation where the dataset has no part for that.',
    fromPaper: false,
  },
  'preprocess.loadSize': {
    label: 'Load size',
    group: 'preprocess',
    unit: 'px',
    help: 'Every picture is first resized to a square of this side.',
    fromPaper: true,
  },
  'preprocess.cropSize': {
    label: 'Crop size',
    group: 'preprocess',
    unit: 'px',
    help: 'A random square of this side is cut out: this is what the networks see. U-Nets need a multiple of 256.',
    fromPaper: true,
  },
  'preprocess.flip': {
    label: 'Mirror at random',
    group: 'preprocess',
    help: 'Mirror half of the pairs left to right, which makes more of a small set.',
    fromPaper: true,
  },
  'preprocess.inputChannels': {
    label: 'Input channels',
    group: 'preprocess',
    help: '3 for colour, 1 for grey.',
    fromPaper: true,
  },
  'preprocess.outputChannels': {
    label: 'Output channels',
    group: 'preprocess',
    help: '3 for colour, 1 for grey.',
    fromPaper: true,
  },
  'preprocess.maximumPairs': {
    label: 'Use at most',
    group: 'preprocess',
    unit: 'pairs',
    help: 'Train on no more than this many pairs. Leave empty to use all.',
    fromPaper: false,
  },
};
