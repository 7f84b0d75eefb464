/** Finds the networks that metrics look through: those asked for, else the run's; either may be the weights library's. */
import { isLibraryReference, libraryIdOf, neededNetworks, type Metric } from '../pipeline/index.ts';
import type { RunRecord } from '../store/index.ts';
import type { MetricFiles } from '../trainer/metricNetworks.ts';
import { resolvePath } from '../trainer/weightsFiles.ts';
import { WeightsLibrary } from '../weights/library/library.ts';

/**
 * What the library lacks is left out: whoever reads it says what that means.
 * @param asked absolute paths, or references to the library
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
    const named = asked[id] ?? document.evaluation.weights[id];
    const path = isLibraryReference(named)
      ? (await library.find(libraryIdOf(named) ?? id))?.path
      : resolvePath(named, documentDirectory);
    if (path !== undefined) found[id] = path;
  }
  return found;
}
