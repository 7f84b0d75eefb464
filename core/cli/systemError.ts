/** What the operating system says of files, in sentences that tell what to do. */

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'the file, or the folder it belongs in, does not exist. Check the path, or make the folder first',
  ENOTDIR: 'a part of the path is a file, not a folder. Choose another path',
  EEXIST: 'something of that name is there already. Choose another name',
  EISDIR: 'it is a folder, not a file. Name a file',
  EACCES: 'you may not read or write there. Choose another place, or change the rights',
  EPERM: 'you may not read or write there. Choose another place, or change the rights',
  EROFS: 'the disk can only be read. Choose another place',
  ENOSPC: 'the disk is full. Free some space, or choose another disk',
  EDQUOT: 'your share of the disk is used up. Free some space, or choose another disk',
};

/** Files are written under a name of their own first; nobody knows that name. */
const TEMPORARY_ENDING = /(\.[0-9a-f]{12})?\.tmp$/;

/** A sentence for an error that names a file and a known cause; null for every other. */
export function systemErrorText(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  const { code, path } = error as NodeJS.ErrnoException;
  const reason = code === undefined ? undefined : REASONS[code];
  if (reason === undefined || path === undefined) return null;
  return `${path.replace(TEMPORARY_ENDING, '')}: ${reason}.`;
}
