/**
 * References to the weights library: where a document names a file with weights of a perceptual or metric network, it may
 * name the library's instead, as `library:vgg16`. Such a document means the same on every machine.
 */
import { LIBRARY_IDS, type LibraryId } from '../protocol/libraryIds.ts';

const PREFIX = 'library:';

export function isLibraryReference(file: string): boolean {
  return file.startsWith(PREFIX);
}

export function libraryReference(id: LibraryId): string {
  return `${PREFIX}${id}`;
}

/** undefined: `file` is a path, or refers to weights that the library does not know. */
export function libraryIdOf(file: string): LibraryId | undefined {
  return LIBRARY_IDS.find((id) => file === libraryReference(id));
}
