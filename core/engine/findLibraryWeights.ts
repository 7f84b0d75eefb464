/** Finds the files of the weights library that a document refers to. */
import { libraryIdOf, namedWeights, type PipelineDocument } from '../pipeline/index.ts';
import { WeightsLibrary } from '../weights/library/library.ts';

/** Paths by id; weights that are not on this machine are left out, and the engine says what that means. */
export async function findLibraryWeights(
  dataDirectory: string,
  document: PipelineDocument,
): Promise<Record<string, string>> {
  const library = new WeightsLibrary(dataDirectory);
  const ids = namedWeights(document).flatMap(({ file }) => libraryIdOf(file) ?? []);
  const found = await Promise.all(ids.map((id) => library.find(id)));
  return Object.fromEntries(found.flatMap((installed) => (installed ? [[installed.id, installed.path]] : [])));
}
