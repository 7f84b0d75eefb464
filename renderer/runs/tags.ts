/** Tags as a person types them. */

const LONGEST_TAG = 60;
const MOST_TAGS = 50;

/** “#wide, best, wide” → wide, best: separated by commas, each once; a leading # is not part of a tag. */
export function readTags(text: string): string[] {
  const tags = text.split(',').map((part) => part.trim().replace(/^#/, '').slice(0, LONGEST_TAG));
  return [...new Set(tags.filter((tag) => tag !== ''))].slice(0, MOST_TAGS);
}
