/** Networks behind metrics, read from the files of a run or of the weights library. */
import { sha256OfFile } from '../files/sha256.ts';
import type { WeightSpec } from '../networks/graph.ts';
import type { LibraryId } from '../protocol/libraryIds.ts';
import { importWeights } from '../weights/import/importWeights.ts';
import { knownWeights } from '../weights/library/known.ts';
import { TrainError } from './trainError.ts';
import { fitting, howToGet, requireFile } from './weightsFiles.ts';

/** Absolute paths of the networks' weights, by the id that the weights library has for them. */
export type MetricFiles = Readonly<Partial<Record<LibraryId, string>>>;

export interface NetworkWeights {
  readonly values: ReadonlyMap<string, Float32Array>;
  /** Of the file. */
  readonly sha256: string;
}

/**
 * @param metric for the message, e.g. `FID`
 * @throws TrainError if there is no such file, or it holds another network
 */
export async function readMetricNetwork(
  files: MetricFiles,
  id: LibraryId,
  specs: readonly WeightSpec[],
  metric: string,
): Promise<NetworkWeights> {
  const path = files[id];
  const { title } = knownWeights(id);
  if (path === undefined) {
    const message = `${metric} needs the weights of ${title}, which do not come with the studio. ${howToGet(id)}`;
    throw new TrainError('weights-missing', message);
  }
  await requireFile(path, undefined);
  const values = await fitting(path, () => importWeights(path, specs, title, { allowMore: true }));
  return { values, sha256: await sha256OfFile(path) };
}
