/** Weights files that a document names: found, checked against their checksum, and told by name where they do not fit. */
import { access, constants } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { sha256OfFile } from '../files/sha256.ts';
import { isLibraryReference, libraryIdOf } from '../pipeline/index.ts';
import { TrainError } from './trainError.ts';

/** Where the weights library's files are, by id; what is not in it is not on this machine. */
export type LibraryFiles = Readonly<Record<string, string>>;

export function resolvePath(file: string, directory: string): string {
  return isAbsolute(file) ? file : join(directory, file);
}

/** The same for a setting that may refer to the library. @throws TrainError if the library does not have it. */
export function resolveWeights(file: string, directory: string, library: LibraryFiles): string {
  if (!isLibraryReference(file)) return resolvePath(file, directory);
  const id = libraryIdOf(file);
  const path = id && library[id];
  if (path !== undefined) return path;
  throw new TrainError(
    'weights-missing',
    `"${file}" is not in the weights library of this machine. ${howToGet(id ?? file)}`,
  );
}

/** What a person does about weights that the library lacks. */
export function howToGet(id: string): string {
  return `Download or add it in Settings, under Weights, or with "omgd-studio weights download ${id}".`;
}

/** @throws TrainError if the file is not there or is another one than the pipeline means. */
export async function requireFile(path: string, sha256: string | undefined): Promise<void> {
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    throw new TrainError('weights-missing', `The weights file ${path} cannot be read. Put it back or choose another.`, {}, error); // prettier-ignore
  }
  if (sha256 === undefined || (await sha256OfFile(path)) === sha256) return;
  const message = `The weights file ${path} is not the one that the pipeline names: its checksum differs. Choose it anew.`;
  throw new TrainError('weights-mismatch', message);
}

/** Says which file it was when weights do not fit. */
export async function fitting<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = reason.startsWith(path) ? reason : `${path}: ${reason}`;
    throw new TrainError('weights-mismatch', message, {}, error);
  }
}
