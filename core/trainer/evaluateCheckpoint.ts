/** Measures the generators of a checkpoint after the training, on any split and with any metrics. */
import { createHash } from 'node:crypto';
import { leaksOf } from '../data/datasetReport.ts';
import { loadSamples } from '../data/loadSamples.ts';
import { openDataset } from '../data/fetched/openDataset.ts';
import { filesOf, zipSides, type PairSample, type Split } from '../data/pairSource.ts';
import { drawingInSheet } from '../data/svgSheet.ts';
import { spreadSamples } from '../data/spreadSamples.ts';
import { samplesOf, validateDataset } from '../data/validateDataset.ts';
import { sha256OfFile } from '../files/sha256.ts';
import { nativeOps } from '../ops/native/index.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import { isUnpaired, type Metric, type PipelineDocument, type SegmentationSettings } from '../pipeline/index.ts';
import { evaluate } from './evaluation.ts';
import type { GeneratedPair } from './generateAll.ts';
import { openLabelMeasure } from './labelMeasure.ts';
import type { Measurement } from './measurement.ts';
import type { MetricFiles } from './metricNetworks.ts';
import type { OpenGenerator } from './openGenerator.ts';
import { openGenerators } from './openGenerators.ts';
import { openPairMeasures } from './pairMeasures.ts';
import { heldOutSamples } from './pairs.ts';
import { openSetEvaluator } from './setEvaluator.ts';
import { realPicturesOf } from './realPictures.ts';
import { TrainError } from './trainError.ts';

export interface CheckpointEvaluation {
  readonly document: PipelineDocument;
  /** What relative paths in the document are relative to. */
  readonly documentDirectory: string;
  readonly checkpointPath: string;
  readonly metrics: readonly Metric[];
  /** At most so many pairs, the same ones every time; all of the split where it is left out. */
  readonly maximumPairs?: number | undefined;
  /** The held-out pairs where it is left out. */
  readonly split?: Split | undefined;
  /** With the weights that the metrics need. */
  readonly files: MetricFiles;
  /** Instead of the document's; paths in it are absolute. */
  readonly segmentation?: SegmentationSettings | undefined;
  readonly seed: number;
  /** Where statistics of real pictures are kept for the next time. */
  readonly statisticsFolder: string;
}

/** How far an evaluation is: first real pictures may be read, where they are not known from an earlier one, then pairs are measured. */
export interface EvaluationProgress {
  readonly counted: 'real' | 'pairs';
  readonly done: number;
  readonly total: number;
}

export interface CheckpointMeasurements {
  readonly measured: readonly Measurement[];
  readonly split: Split;
  /** Pairs that are in the training split and in another one: what they make the numbers say is too good. */
  readonly leaks: number;
}

/** @throws TrainError, DataError as a run does; pictures are read one by one, so memory does not grow with their number. */
export async function evaluateCheckpoint(
  tf: TensorFlow,
  task: CheckpointEvaluation,
  onProgress: (progress: EvaluationProgress) => void,
): Promise<CheckpointMeasurements> {
  const { document, documentDirectory, metrics, files, seed, statisticsFolder } = task;
  const source = await openDataset(document.dataset, documentDirectory);
  const { report, samples: all } = await validateDataset(source, { cropSize: document.preprocess.cropSize });
  const { split, samples } = task.split
    ? { split: task.split, samples: zipSides(samplesOf(all, task.split)) }
    : heldOutSamples(all);
  const chosen = spreadSamples(samples, task.maximumPairs ?? samples.length);
  if (chosen.length < 2) {
    const message = `The split "${split}" has ${chosen.length} usable pairs; an evaluation needs at least 2. Choose another split.`;
    throw new TrainError('dataset-unusable', message);
  }
  const real = realPicturesOf(document, all);
  const pictures = await hashOf(real ? all : chosen, document);
  const openSets = (contentHash: string) =>
    openSetEvaluator(tf, { metrics, files, seed, cache: { folder: statisticsFolder, contentHash } });
  const sets = await openSets(pictures);
  // The way back makes pictures of the inputs' kind.
  const backwardSets = isUnpaired(document.method) ? await openSets(`${pictures} inputs`) : undefined;
  const pairMeasures = await openPairMeasures(tf, metrics, files);
  const settings = task.segmentation ?? document.evaluation.segmentation;
  const labelSource = { settings, dataset: document.dataset, directory: documentDirectory, firstSample: chosen[0]?.id };
  const labels = metrics.includes('miou') ? await openLabelMeasure(labelSource) : undefined;
  const generators = await openGenerators(nativeOps(tf), document, task.checkpointPath);
  try {
    const measured = await evaluate(generatePairs(generators, chosen, document, onProgress), metrics, {
      belongTogether: !all.some(({ pictures }) => pictures.layout === 'single'),
      sets: { forward: sets?.evaluator, backward: backwardSets?.evaluator },
      real,
      onReal: (done, total) => onProgress({ counted: 'real', done, total }),
      pairMeasures,
      labels,
    });
    await sets?.keepReal();
    await backwardSets?.keepReal();
    return { measured, split, leaks: leaksOf(report) };
  } finally {
    generators.forEach(({ dispose }) => dispose());
    sets?.dispose();
    backwardSets?.dispose();
    pairMeasures.forEach((measure) => measure.dispose());
    await labels?.close();
  }
}

async function* generatePairs(
  generators: readonly OpenGenerator[],
  samples: readonly PairSample[],
  { preprocess }: PipelineDocument,
  onProgress: (progress: EvaluationProgress) => void,
): AsyncGenerator<GeneratedPair> {
  for (const [index, sample] of samples.entries()) {
    const pair = await loadSamples([sample], preprocess);
    const images = Object.fromEntries(generators.map(({ role, generate }) => [role, generate(pair)]));
    yield { pair, images };
    onProgress({ counted: 'pairs', done: index + 1, total: samples.length });
  }
}

/** Says which real pictures these are: the files' contents, and how they are prepared. */
async function hashOf(samples: readonly PairSample[], { preprocess, dataset }: PipelineDocument): Promise<string> {
  const hash = createHash('sha256').update(JSON.stringify([preprocess.cropSize, preprocess.outputChannels, 'direction' in dataset ? dataset.direction : ''])); // prettier-ignore
  for (const { pictures } of samples) {
    for (const file of filesOf(pictures)) hash.update((await drawingInSheet(file)) ?? (await sha256OfFile(file)));
  }
  return hash.digest('hex');
}
