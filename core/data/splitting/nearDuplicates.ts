/** Recognising near-duplicates: copies that were saved again, resized or brightened a little. */
import { readFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import sharp from 'sharp';
import { mapLimited } from '../mapLimited.ts';

/** Pixels on each side of the grey thumbnail that pictures are compared by. */
const SIDE = 8;
/** Mean difference of two thumbnails, in standard deviations of their levels: at most this between near-duplicates. */
const MOST_DIFFERENCE = 0.1;
/** Standard deviation in grey levels: plainer pictures would resemble each other for no reason. */
const LEAST_CONTRAST = 2;

/** Signs for the thumbnail's pixels: left against right, above against below, the two diagonals, inside against outside. */
const PATTERNS = [
  (x: number) => x < SIDE / 2,
  (_x: number, y: number) => y < SIDE / 2,
  (x: number, y: number) => x < SIDE / 2 === y < SIDE / 2,
  (x: number, y: number) => x % (SIDE - 1) > 1 && y % (SIDE - 1) > 1,
].map((isPositive: (x: number, y: number) => boolean) =>
  Float64Array.from({ length: SIDE * SIDE }, (_, at) => (isPositive(at % SIDE, Math.floor(at / SIDE)) ? 1 : -1)),
);

interface Likeness {
  readonly index: number;
  /** The thumbnail with mean 0 and standard deviation 1, so that brightness and contrast do not matter. */
  readonly levels: Float64Array;
  /** Mean of the levels times each pattern. Two pictures' sums differ no more than their levels do on average. */
  readonly sums: readonly number[];
}

/** Groups of near-duplicates with two members or more, as indices into `files`, each sorted. Broken files are alone. */
export async function findNearDuplicates(
  files: readonly string[],
  onProgress?: (done: number, total: number) => void,
  signal?: AbortSignal,
): Promise<number[][]> {
  let done = 0;
  const likenesses = await mapLimited([...files.entries()], availableParallelism(), async ([index, file]) => {
    signal?.throwIfAborted();
    const likeness = await likenessOf(index, file);
    onProgress?.(++done, files.length);
    return likeness;
  });
  return group(likenesses.filter((likeness) => likeness !== undefined));
}

/** undefined for a file that cannot be decoded, and for a plain picture. */
async function likenessOf(index: number, file: string): Promise<Likeness | undefined> {
  try {
    const upright = sharp(await readFile(file))
      .autoOrient()
      .flatten({ background: 'white' })
      .greyscale();
    const thumbnail = await upright.resize(SIDE, SIDE, { fit: 'fill' }).raw().toBuffer();
    const mean = thumbnail.reduce((sum, level) => sum + level, 0) / thumbnail.length;
    const contrast = Math.sqrt(thumbnail.reduce((sum, level) => sum + (level - mean) ** 2, 0) / thumbnail.length);
    if (contrast < LEAST_CONTRAST) return undefined;
    const levels = Float64Array.from(thumbnail, (level) => (level - mean) / contrast);
    return { index, levels, sums: PATTERNS.map((signs) => meanOf(levels, (level, at) => level * signs[at]!)) };
  } catch {
    return undefined; // validation names files that cannot be decoded
  }
}

/** Joins all pictures that are alike. Sorted by one sum, only neighbours that differ little in it need to be compared. */
function group(likenesses: Likeness[]): number[][] {
  const sorted = likenesses.sort((a, b) => a.sums[0]! - b.sums[0]!);
  const parents = sorted.map((_, at) => at);
  const rootOf = (at: number): number => {
    let root = at;
    while (parents[root] !== root) root = parents[root]!;
    parents[at] = root;
    return root;
  };
  sorted.forEach((likeness, at) => {
    for (let next = at + 1; next < sorted.length; next++) {
      const other = sorted[next]!;
      if (other.sums[0]! - likeness.sums[0]! > MOST_DIFFERENCE) break;
      if (areAlike(likeness, other)) parents[rootOf(next)] = rootOf(at);
    }
  });
  const groups = new Map<number, number[]>();
  sorted.forEach(({ index }, at) => {
    const members = groups.get(rootOf(at)) ?? [];
    groups.set(rootOf(at), members);
    members.push(index);
  });
  const large = [...groups.values()].filter((members) => members.length > 1);
  return large.map((members) => members.sort((a, b) => a - b)).sort((a, b) => a[0]! - b[0]!);
}

function areAlike(first: Likeness, second: Likeness): boolean {
  for (let at = 1; at < PATTERNS.length; at++) {
    if (Math.abs(first.sums[at]! - second.sums[at]!) > MOST_DIFFERENCE) return false;
  }
  return meanOf(first.levels, (level, at) => Math.abs(level - second.levels[at]!)) <= MOST_DIFFERENCE;
}

function meanOf(values: Float64Array, of: (value: number, at: number) => number): number {
  let sum = 0;
  for (let at = 0; at < values.length; at++) sum += of(values[at]!, at);
  return sum / values.length;
}
