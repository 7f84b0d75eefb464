/**
 * The label maps that mIoU is measured against, found by the names of a dataset's samples: in a folder of Cityscapes by the
 * table that its preparation wrote (table.txt), in any other by the sample's own name.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import sharp from 'sharp';
import { DataError, errorText } from '../dataError.ts';
import { trainIdsOf } from './trainIds.ts';

/** What the pixels of the files say. */
export type LabelKind = 'trainIds' | 'cityscapesIds';

export interface LabelMap {
  readonly width: number;
  readonly height: number;
  /** A training id for each pixel; 255 and whatever is no class is not evaluated. */
  readonly values: Uint8Array;
}

/** Reads the label map of a sample. */
export type ReadLabels = (sampleId: string) => Promise<LabelMap>;

const TRAIN_IDS_ENDING = '_trainIds.png';
const LABEL_IDS_ENDING = '_labelIds.png';

/**
 * @param folder holds label maps as PNG with one value a pixel, each named as its sample; or `gtFine`, with `table`
 * @param table the text of table.txt beside the prepared dataset, where there is one
 */
export function labelReader(folder: string, kind: LabelKind, table: string | undefined): ReadLabels {
  const files = table === undefined ? undefined : filesOfTable(table);
  return async (sampleId) => {
    const name = path.posix.basename(sampleId).replace(/\.[a-z]+$/i, '');
    if (!files) return await readLabels(path.join(folder, `${name}.png`), kind);
    const listed = sampleId.startsWith('train/') ? undefined : files.get(name);
    if (listed === undefined) {
      const message = `table.txt has no label map for "${sampleId}": it lists the pictures of Cityscapes' val split only. Measure mIoU on the held-out pictures.`;
      throw new DataError('picture-unreadable', message, []);
    }
    const trainIds = path.join(folder, listed);
    // The official download has label ids only; training ids are there once the official script has made them.
    const isThere = await sharp(trainIds).metadata().then(() => true, () => false); // prettier-ignore
    if (isThere) return await readLabels(trainIds, 'trainIds');
    return await readLabels(trainIds.replace(TRAIN_IDS_ENDING, LABEL_IDS_ENDING), 'cityscapesIds');
  };
}

/** By the number of the picture: its label map, relative to the folder in which `gtFine` lies. */
function filesOfTable(table: string): Map<string, string> {
  const rows = table.split('\n').map((line) => line.split(' '));
  return new Map(rows.flatMap(([number = '', labels]) => (labels === undefined ? [] : [[number, labels]])));
}

async function readLabels(file: string, kind: LabelKind): Promise<LabelMap> {
  try {
    const image = sharp(await readFile(file));
    const { channels, depth } = await image.metadata();
    if (channels !== 1 || depth !== 'uchar')
      throw new Error('it is no grey PNG of 8 bits with one class for each pixel');
    const { data, info } = await image.toColourspace('b-w').raw().toBuffer({ resolveWithObject: true });
    const { width, height } = info;
    const values = new Uint8Array(data);
    return { width, height, values: kind === 'trainIds' ? values : trainIdsOf(values) };
  } catch (error) {
    const message = `The label map ${file} cannot be used (${errorText(error)}). Check the folder of label maps.`;
    throw new DataError('picture-unreadable', message, [file], error);
  }
}
