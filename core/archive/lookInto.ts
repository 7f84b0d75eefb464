/** Looks into archives from strangers without writing anything. Names of files are as unpacking would make them, with slashes. */
import { sep } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { ArchiveError } from './archiveError.ts';
import type { ArchiveEntry } from './entry.ts';
import { entryPath } from './entryPath.ts';
import { openArchive, unreadable } from './openArchive.ts';

/** The size of each file as the archive claims it. @throws ArchiveError with a sentence for the user. */
export async function listArchive(archive: string, mostEntries: number): Promise<Map<string, number>> {
  const sizes = new Map<string, number>();
  await eachFile(archive, ({ bytes }, name) => {
    sizes.set(name, bytes);
    if (sizes.size <= mostEntries) return true;
    throw new ArchiveError(
      'archive-too-large',
      `The archive holds more than ${mostEntries.toLocaleString('en')} files.`,
    );
  });
  return sizes;
}

/** The content of the files called `names`. @throws ArchiveError, also for a file of more than `mostBytes`. */
export async function readFromArchive(
  archive: string,
  names: readonly string[],
  mostBytes: number,
): Promise<Map<string, Buffer>> {
  const contents = new Map<string, Buffer>();
  await eachFile(archive, async (entry, name) => {
    if (!names.includes(name)) return true;
    // zip archives are held to what they claim by the reader; in tar ones the claim is what tells where a file ends.
    if (entry.bytes > mostBytes) throw new ArchiveError('archive-too-large', `"${name}" is too large for a picture.`);
    contents.set(name, await buffer(await entry.open()));
    return contents.size < names.length;
  });
  return contents;
}

/** Until `visit` answers false. */
async function eachFile(
  archive: string,
  visit: (entry: ArchiveEntry, name: string) => boolean | Promise<boolean>,
): Promise<void> {
  const opened = await openArchive(archive);
  try {
    for await (const entry of opened.entries()) {
      const name = entry.kind === 'file' ? entryPath('', entry.name)?.split(sep).join('/') : undefined;
      if (name !== undefined && !(await visit(entry, name))) return;
    }
  } catch (error) {
    throw error instanceof ArchiveError ? error : unreadable(archive, error);
  } finally {
    opened.close();
  }
}
