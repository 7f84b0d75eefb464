/** mIoU of what the generators make of label maps, for every network by itself. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { labelReader, type LabelMap } from '../data/cityscapes/labelMaps.ts';
import { CITYSCAPES_CLASSES } from '../data/cityscapes/trainIds.ts';
import type { Pixels } from '../data/pixels.ts';
import { sha256OfFile } from '../files/sha256.ts';
import { Confusion } from '../metrics/segmentation/confusion.ts';
import { openSegmenter, type Segmenter } from '../metrics/segmentation/onnxSegmenter.ts';
import type { PipelineDocument, SegmentationSettings } from '../pipeline/index.ts';
import type { EvaluatedRole } from '../protocol/scalars.ts';
import { withAbsoluteFolders } from '../data/fetched/datasetFolders.ts';
import type { Measurement } from './measurement.ts';
import { TrainError } from './trainError.ts';
import { fitting, requireFile, resolvePath } from './weightsFiles.ts';

export interface LabelMeasure {
  /** Looks at one picture, 0 … 255, made from the label map of that sample. */
  add(role: EvaluatedRole, sampleId: string, picture: Pixels): Promise<void>;
  /** Of every role that pictures were added for; the next pictures begin anew. */
  results(): Measurement[];
  close(): Promise<void>;
}

/** Where paths in `settings` and the dataset lead. */
export interface LabelSource {
  readonly settings: SegmentationSettings;
  readonly dataset: PipelineDocument['dataset'];
  /** What relative paths are relative to. */
  readonly directory: string;
  /** A sample that will be measured: without its label map, nothing begins. */
  readonly firstSample: string | undefined;
}

/** @throws TrainError if network or folder are not named, or the file is no network; DataError without a label map */
export async function openLabelMeasure({
  settings,
  dataset,
  directory,
  firstSample,
}: LabelSource): Promise<LabelMeasure> {
  const { file, labels, labelKind, classes } = settings;
  if (file === undefined || labels === undefined) {
    const message =
      'mIoU needs a segmentation network as ONNX file and the folder with the label maps. Set evaluation.segmentation.file ' +
      'and evaluation.segmentation.labels, or give them with "evaluate --segmentation".';
    throw new TrainError('weights-missing', message);
  }
  const absolute = withAbsoluteFolders(dataset, directory);
  const table = 'folder' in absolute ? await readFile(join(absolute.folder, 'table.txt'), 'utf8').catch(() => undefined) : undefined; // prettier-ignore
  const read = labelReader(resolvePath(labels, directory), labelKind, table);
  if (firstSample !== undefined) await read(firstSample);
  const path = resolvePath(file, directory);
  await requireFile(path, undefined);
  const sha256 = await sha256OfFile(path);
  const segmenter = await fitting(path, () => openSegmenter(path, settings));
  return new Measure(segmenter, read, classes, sha256);
}

class Measure implements LabelMeasure {
  readonly #segmenter: Segmenter;
  readonly #read: (sampleId: string) => Promise<LabelMap>;
  readonly #classes: number;
  readonly #sha256: string;
  #confusions = new Map<EvaluatedRole, { readonly confusion: Confusion; samples: number }>();
  /** All networks make a picture of one map after the other. */
  #last: { readonly sampleId: string; readonly labels: LabelMap } | undefined;

  constructor(segmenter: Segmenter, read: (sampleId: string) => Promise<LabelMap>, classes: number, sha256: string) {
    this.#segmenter = segmenter;
    this.#read = read;
    this.#classes = classes;
    this.#sha256 = sha256;
  }

  async add(role: EvaluatedRole, sampleId: string, picture: Pixels): Promise<void> {
    if (this.#last?.sampleId !== sampleId) this.#last = { sampleId, labels: await this.#read(sampleId) };
    const { labels } = this.#last;
    const entry = this.#confusions.get(role) ?? { confusion: new Confusion(this.#classes), samples: 0 };
    this.#confusions.set(role, entry);
    entry.confusion.add(await this.#segmenter.segment(picture, labels), labels.values);
    entry.samples++;
  }

  results(): Measurement[] {
    const measured = [...this.#confusions].map(([role, { confusion, samples }]): Measurement => {
      const { meanIou, iou } = confusion.scores();
      const named = iou.flatMap((value, index) => (Number.isNaN(value) ? [] : [[this.#nameOf(index), value] as const]));
      return {
        role,
        metric: 'miou',
        value: meanIou,
        samples,
        extractor: this.#segmenter.id,
        weightsSha256: this.#sha256,
        classes: Object.fromEntries(named),
      };
    });
    this.#confusions = new Map();
    return measured;
  }

  close(): Promise<void> {
    return this.#segmenter.close();
  }

  #nameOf(index: number): string {
    const isCityscapes = this.#classes === CITYSCAPES_CLASSES.length;
    return (isCityscapes ? CITYSCAPES_CLASSES[index] : undefined) ?? `class ${index}`;
  }
}
