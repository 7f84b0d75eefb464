/** What measuring a checkpoint of a run again needs to know, so that a process without the store can do it. */
import { dirname, join } from 'node:path';
import { hasNoPairs, METRIC_INFO, METRICS, neededNetworks, type Metric } from '../pipeline/index.ts';
import type { RunRecord, Store } from '../store/index.ts';
import type { CheckpointEvaluation } from '../trainer/evaluateCheckpoint.ts';
import type { EvaluationJob } from '../trainer/performEvaluation.ts';
import type { MetricFiles } from '../trainer/metricNetworks.ts';
import { TrainError } from '../trainer/trainError.ts';
import { howToGet } from '../trainer/weightsFiles.ts';
import { knownWeights } from '../weights/library/known.ts';
import { findCheckpoint, type WantedCheckpoint } from './findCheckpoint.ts';
import { findMetricFiles } from './findMetricFiles.ts';

export interface EvaluationChoice {
  readonly metrics: readonly Metric[];
  readonly checkpoint: WantedCheckpoint;
  readonly maximumPairs?: number | undefined;
  readonly split?: CheckpointEvaluation['split'];
  /** Weights instead of the run's: absolute paths, or references to the weights library. */
  readonly files?: MetricFiles;
  /** What mIoU is measured with instead of the run's; paths in it are absolute. */
  readonly segmentation?: CheckpointEvaluation['segmentation'];
}

/** @throws TrainError if the checkpoint or weights are not there */
export async function planEvaluation(store: Store, run: RunRecord, choice: EvaluationChoice): Promise<EvaluationJob> {
  const { document, documentDirectory } = run;
  const { metrics, maximumPairs, split, segmentation } = choice;
  const checkpoint = await findCheckpoint(store, run, choice.checkpoint);
  const files = await findMetricFiles(dirname(store.path), run, metrics, choice.files);
  const { seed } = document.training;
  const statisticsFolder = join(dirname(store.path), 'statistics');
  const common = { document, documentDirectory, checkpointPath: checkpoint.path, metrics, seed, statisticsFolder };
  return { checkpoint, task: { ...common, maximumPairs, split, files, segmentation } };
}

/** Why a metric cannot be measured for a run, in sentences that say what to do. */
export interface MetricChoice {
  readonly metric: Metric;
  readonly problem: string | null;
}

const NO_SEGMENTATION =
  'It needs a segmentation network and label maps, and the pipeline of this run names none. Give them with ' +
  '"omgd-studio evaluate --segmentation", or set them under Evaluation before the next run.';

export async function metricChoices(store: Store, run: RunRecord): Promise<MetricChoice[]> {
  return await Promise.all(
    METRICS.map(async (metric): Promise<MetricChoice> => {
      if (METRIC_INFO[metric]!.compares === 'pairs' && hasNoPairs(run.document.dataset.kind)) {
        return { metric, problem: 'It compares each picture with its target, and these pictures have none.' };
      }
      const { file, labels } = run.document.evaluation.segmentation;
      if (METRIC_INFO[metric]!.compares === 'labels' && (file === undefined || labels === undefined)) {
        return { metric, problem: NO_SEGMENTATION };
      }
      return { metric, problem: await missingNetworks(dirname(store.path), run, metric) };
    }),
  );
}

async function missingNetworks(dataDirectory: string, run: RunRecord, metric: Metric): Promise<string | null> {
  try {
    const files = await findMetricFiles(dataDirectory, run, [metric]);
    const missing = neededNetworks([metric]).filter((id) => files[id] === undefined);
    if (missing.length === 0) return null;
    const titles = missing.map((id) => knownWeights(id).title).join(' and ');
    return `Needs ${titles}, which ${missing.length === 1 ? 'is' : 'are'} not on this machine. ${howToGet(missing[0]!)}`;
  } catch (error) {
    if (error instanceof TrainError) return error.message;
    throw error;
  }
}
