/** Names of files, ours and others'. */

/** One that every system accepts: “Demo: edges → emoji” → “demo-edges-emoji”; never empty. */
export function fileNameOf(title: string): string {
  const name = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name.slice(0, 80) || 'untitled';
}

/** The name of a file or folder without what it lies in, of any system. */
export function lastPart(path: string): string {
  return path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
}
