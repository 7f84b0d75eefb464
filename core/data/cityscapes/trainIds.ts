/** The 19 classes that Cityscapes is evaluated on, and the way from its 34 label ids to them (Cordts et al. 2016). */

/** By training id. */
export const CITYSCAPES_CLASSES = [
  'road',
  'sidewalk',
  'building',
  'wall',
  'fence',
  'pole',
  'traffic light',
  'traffic sign',
  'vegetation',
  'terrain',
  'sky',
  'person',
  'rider',
  'car',
  'truck',
  'bus',
  'train',
  'motorcycle',
  'bicycle',
] as const;

/** Pixels that are not evaluated. */
export const IGNORED = 255;

/** The label id of each training id, in their order. */
const LABEL_IDS = [7, 8, 11, 12, 13, 17, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 31, 32, 33];

const TRAIN_ID_OF_LABEL = new Uint8Array(256).fill(IGNORED);
LABEL_IDS.forEach((label, trainId) => (TRAIN_ID_OF_LABEL[label] = trainId));

/** From label ids to training ids; whatever is not evaluated becomes 255. */
export function trainIdsOf(labelIds: Uint8Array): Uint8Array {
  return labelIds.map((label) => TRAIN_ID_OF_LABEL[label]!);
}
