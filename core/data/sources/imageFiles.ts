/** Finding the pictures in a folder and its subfolders. */
import { readdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { DataError, errorText } from '../dataError.ts';
import type { ProblemNotice } from '../problems.ts';

const READABLE = new Set(['.png', '.jpg', '.jpeg', '.jpe', '.jfif', '.webp', '.tif', '.tiff', '.gif', '.avif']);
/** Pictures that people do have but that the decoder does not read: worth a word, unlike any other file. */
const UNREADABLE = new Set(['.bmp', '.ppm', '.pgm', '.heic', '.heif', '.psd', '.jp2', '.jxl', '.tga', '.exr', '.raw']);

export interface ImageFile {
  /** Absolute. */
  readonly file: string;
  /** Below the folder, with forward slashes and composed characters on every platform. */
  readonly relativePath: string;
}

export interface ImageFolderListing {
  /** Sorted by relative path. */
  readonly images: readonly ImageFile[];
  readonly notices: readonly ProblemNotice[];
}

export async function isFolder(folder: string): Promise<boolean> {
  return await stat(folder).then(
    (entry) => entry.isDirectory(),
    () => false,
  );
}

export function folderMissing(folder: string, reason = 'there is no such folder', cause?: unknown): DataError {
  const message = `The folder ${folder} cannot be read (${reason}). Choose the dataset's folder again.`;
  return new DataError('folder-missing', message, [folder], cause);
}

/** Lists pictures by their file endings. Throws `DataError` if the folder is not there. */
export async function listImages(folder: string): Promise<ImageFolderListing> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((error: unknown) => {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    throw folderMissing(folder, isMissing ? undefined : errorText(error), error);
  });
  const images: ImageFile[] = [];
  const notices: ProblemNotice[] = [];
  for (const entry of entries) {
    const file = path.join(entry.parentPath, entry.name);
    const relativePath = path.relative(folder, file).split(path.sep).join('/').normalize('NFC');
    if (entry.isDirectory() || isHidden(relativePath)) continue;
    const ending = path.extname(entry.name).toLowerCase();
    if (READABLE.has(ending)) images.push({ file, relativePath });
    else if (UNREADABLE.has(ending)) notices.push({ code: 'unsupported-format', file });
  }
  images.sort((a, b) => (a.relativePath < b.relativePath ? -1 : 1));
  return { images, notices };
}

/** Files that systems leave behind: `.DS_Store`, `._picture.jpg`, `__MACOSX/…`. */
function isHidden(relativePath: string): boolean {
  return relativePath.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
}
