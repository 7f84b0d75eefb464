/** Which runs look through which weights. */
import { libraryReference, namedWeights } from '../pipeline/index.ts';
import { weightsUsesIn, type RunInfo } from '../protocol/index.ts';
import { StoreError, type StoreReader } from '../store/index.ts';
import { resolvePath } from '../trainer/weightsFiles.ts';
import type { InstalledWeights } from '../weights/library/library.ts';

type User = Pick<RunInfo, 'id' | 'name'>;

/**
 * The runs whose record has the file's checksum, newest first. A run that has not been computed with yet, or comes from a
 * version that recorded nothing, counts by what its document names.
 */
export function weightsUsers(reader: StoreReader): (installed: InstalledWeights) => User[] {
  const runs = reader.listRuns().map(({ id, name, versions }) => {
    const recorded = weightsUsesIn(versions).map(({ sha256 }) => sha256);
    return { id, name, recorded, named: recorded.length > 0 ? [] : filesNamedBy(reader, id) };
  });
  return ({ id: weights, path, sha256 }) =>
    runs
      .filter(({ recorded, named }) => {
        return recorded.includes(sha256) || named.includes(libraryReference(weights)) || named.includes(path);
      })
      .map(({ id, name }) => ({ id, name }));
}

function filesNamedBy(reader: StoreReader, runId: string): string[] {
  try {
    const { document, documentDirectory } = reader.getRun(runId);
    return namedWeights(document).flatMap(({ file }) => [file, resolvePath(file, documentDirectory)]);
  } catch (error) {
    // The document of a newer version cannot be read.
    if (error instanceof StoreError) return [];
    throw error;
  }
}
