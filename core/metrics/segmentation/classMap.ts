/** What a segmentation network says about a picture, brought to the size of the label map: one class a pixel. */

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Scores of every class, or classes already; `at(class, row, column)` is `values[class * c + row * r + column * x]`. */
export interface Scores extends Size {
  readonly values: ArrayLike<number>;
  readonly classes: number;
  readonly strides: { readonly class: number; readonly row: number; readonly column: number };
}

/** Two neighbours of a place and the share of the second one. */
interface Blend {
  readonly first: number;
  readonly second: number;
  readonly share: number;
}

/**
 * The class with the highest score, after the scores are resized bilinearly with pixel centres (align_corners False), as
 * GAN Compression's evaluation does; of equal ones the first. Networks that give classes are resized to the nearest.
 */
export function classMap(scores: Scores, { width, height }: Size): Uint8Array {
  const [rows, columns] = [blends(scores.height, height), blends(scores.width, width)];
  const map = new Uint8Array(width * height);
  let at = 0;
  for (const row of rows) for (const column of columns) map[at++] = classAt(scores, row, column);
  return map;
}

function classAt({ values, classes, strides }: Scores, row: Blend, column: Blend): number {
  const place = (y: number, x: number): number => y * strides.row + x * strides.column;
  if (classes === 1) return Number(values[place(row.share < 0.5 ? row.first : row.second, column.share < 0.5 ? column.first : column.second)]); // prettier-ignore
  const [a, b] = [place(row.first, column.first), place(row.first, column.second)];
  const [c, d] = [place(row.second, column.first), place(row.second, column.second)];
  let [best, highest] = [0, -Infinity];
  for (let one = 0, from = 0; one < classes; one++, from += strides.class) {
    const [top, bottom] = [values[from + a]!, values[from + c]!];
    const above = top + (values[from + b]! - top) * column.share;
    const below = bottom + (values[from + d]! - bottom) * column.share;
    const score = above + (below - above) * row.share;
    if (score > highest) [best, highest] = [one, score];
  }
  return best;
}

function blends(from: number, to: number): Blend[] {
  return Array.from({ length: to }, (_, at) => {
    const place = Math.max(0, ((at + 0.5) * from) / to - 0.5);
    const first = Math.min(Math.floor(place), from - 1);
    return { first, second: Math.min(first + 1, from - 1), share: place - first };
  });
}
