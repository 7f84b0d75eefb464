/** What the finder lists, and which entries fit what a person has typed. */

export interface FinderEntry {
  readonly id: string;
  readonly title: string;
  /** Where it belongs or what it does, in a few words. */
  readonly detail: string;
  /** Its key, as people read it. */
  readonly keys?: string;
  readonly run: () => void;
}

/** Every word must occur; entries whose title starts with the query come first, then those with all words in the title. */
export function filterEntries(entries: readonly FinderEntry[], query: string): readonly FinderEntry[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return entries;
  const start = words.join(' ');
  const fits = (text: string) => words.every((word) => text.includes(word));
  const rank = (entry: FinderEntry) => {
    const title = entry.title.toLowerCase();
    if (title.startsWith(start)) return 0;
    return fits(title) ? 1 : 2;
  };
  return entries
    .filter((entry) => fits(`${entry.title} ${entry.detail}`.toLowerCase()))
    .sort((first, second) => rank(first) - rank(second));
}
