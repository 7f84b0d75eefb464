/** Texts for what mIoU is measured with. */
import type { FieldInfo, FieldTable } from './fieldInfo.ts';

export const SEGMENTATION_FIELDS: FieldTable = {
  'evaluation.segmentation.file': own('Segmentation network', 'The ONNX file of a network that finds the classes in a photograph, which mIoU looks through.'), // prettier-ignore
  'evaluation.segmentation.labels': own('Label maps', 'The folder with the label maps at full size, each named as its pair; for Cityscapes the one in which gtFine lies.'), // prettier-ignore
  'evaluation.segmentation.labelKind': own('Labels are', 'trainIds: classes from 0, 255 is not counted. cityscapesIds: label ids of Cityscapes, which are changed into those.'), // prettier-ignore
  'evaluation.segmentation.classes': own('Classes', 'How many classes the network tells apart; 19 on Cityscapes.'),
  'evaluation.segmentation.layout': own(
    'Layout',
    'The order of the network’s tensors: channels before rows and columns, or after.',
  ),
  'evaluation.segmentation.range': own(
    'Range',
    'What the network takes before mean and deviation: levels of 0 … 1 or 0 … 255.',
  ),
  ...colours('mean', 'Mean', 'What is taken off the level before it goes in'),
  ...colours('deviation', 'Deviation', 'What the rest is divided by'),
};

function own(label: string, help: string): FieldInfo {
  return { label, group: 'evaluation', help, fromPaper: false };
}

function colours(setting: string, label: string, what: string): FieldTable {
  return Object.fromEntries(
    ['red', 'green', 'blue'].map((colour) => [
      `evaluation.segmentation.${setting}.${colour}`,
      own(`${label}, ${colour}`, `${what}, in the network’s range.`),
    ]),
  );
}
