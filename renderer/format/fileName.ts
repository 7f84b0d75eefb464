/** File names that every system accepts. */

/** “Demo: edges → emoji” → “demo-edges-emoji”; never empty. */
export function fileNameOf(title: string): string {
  const name = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return name.slice(0, 80) || 'untitled';
}
