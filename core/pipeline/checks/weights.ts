/** References to the weights library. */
import { LIBRARY_IDS, type LibraryId } from '../../protocol/libraryIds.ts';
import { isLibraryReference, libraryIdOf, libraryReference } from '../libraryWeights.ts';
import { namedWeights } from '../namedWeights.ts';
import { error, type Check } from './finding.ts';

export const libraryKnowsWeights: Check = (document) =>
  namedWeights(document).flatMap(({ path, file, fitting }) => {
    if (!isLibraryReference(file)) return [];
    const id = libraryIdOf(file);
    if (id !== undefined && (fitting as readonly LibraryId[]).includes(id)) return [];
    const what = id === undefined ? `which is none of ${LIBRARY_IDS.join(', ')}` : 'which is another network';
    return [error(path, `${path} is "${file}", ${what}. Use "${fitting.map(libraryReference).join('" or "')}", or the path of a file.`)]; // prettier-ignore
  });
