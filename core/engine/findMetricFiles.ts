/** Finds the networks that metrics look through: those asked for, else the run's, else the weights library's. */
import { neededNetworks, type Metric } from '../pipeline/index.ts';
import type { RunRecord } from '../store/index.ts';
import type { MetricFiles } from '../trainer/metricNetworks.ts';
import { resolveWeights } from '../trainer/weightsFiles.ts';
import { WeightsLibrary } from '../weights/library/library.ts';

/**
 * What is nowhere is left out: whoever reads it says what that means.
 * @param asked absolute paths, or references to the library
 * @throws TrainError if the run refers to weights that are not in the library of this machine
 */
export async function findMetricFiles(
  dataDirectory: string,
  { document, documentDirectory }: Pick<RunRecord, 'document' | 'documentDirectory'>,
  metrics: readonly Metric[],
  asked: MetricFiles = {},
): Promise<MetricFiles> {
  const library = new WeightsLibrary(dataDirectory);
  const found: Record<string, string> = {};
  for (const id of neededNetworks(metrics)) {
    const inLibrary = (await library.find(id))?.path;
    const named = asked[id] ?? document.evaluation.weights[id];
    const known = inLibrary === undefined ? {} : { [id]: inLibrary };
    const path = named === undefined ? inLibrary : resolveWeights(named, documentDirectory, known);
    if (path !== undefined) found[id] = path;
  }
  return found;
}
