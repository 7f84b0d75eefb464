/** Weights that a document names and that are not there, found before a run is started. */
import { stat } from 'node:fs/promises';
import { libraryIdOf, namedWeights, startsOf, type Finding, type PipelineDocument } from '../pipeline/index.ts';
import { howToGet, resolvePath, type LibraryFiles } from './weightsFiles.ts';

/** @param library left out: what the document takes from the library is not looked for */
export async function missingWeights(
  document: PipelineDocument,
  directory: string,
  library?: LibraryFiles,
): Promise<Finding[]> {
  const starts = startsOf(document).flatMap(({ path, start }) => {
    return start.kind === 'weights' ? [{ path: `${path}.file`, file: start.file }] : [];
  });
  const findings = await Promise.all(
    [...starts, ...namedWeights(document)].map(async ({ path, file }): Promise<Finding[]> => {
      const id = libraryIdOf(file);
      if (id !== undefined) return library && library[id] === undefined ? [notInLibrary(path, id)] : [];
      const absolute = resolvePath(file, directory);
      const isThere = await stat(absolute).then(
        (entry) => entry.isFile(),
        () => false,
      );
      const message = `${path}: there is no file ${absolute}. Put it there, or choose another one.`;
      return isThere ? [] : [{ path, severity: 'error', message }];
    }),
  );
  return findings.flat();
}

function notInLibrary(path: string, id: string): Finding {
  const missing = `"library:${id}" is not in the weights library of this machine.`;
  if (path !== 'perceptual.file') return { path, severity: 'error', message: `${missing} ${howToGet(id)}` };
  const message = `${missing} The run would look through the built-in VGG16 instead, and its style and feature losses could not be compared with others. ${howToGet(id)}`;
  return { path, severity: 'warning', message };
}
