/** Working through a list with a limited number of items under way. */

/** Calls `work` for every item, at most `limit` at a time; results keep the items' order. Stops at the first error. */
export async function mapLimited<Item, Result>(
  items: readonly Item[],
  limit: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results = new Array<Result>(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      results[index] = await work(items[index]!);
    }
  };
  const lanes = Array.from({ length: Math.min(limit, items.length) }, lane);
  await Promise.all(lanes).catch((error: unknown) => {
    next = items.length;
    throw error;
  });
  return results;
}
