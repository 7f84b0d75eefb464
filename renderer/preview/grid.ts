/** How pictures fill an area best. */

export interface Area {
  readonly width: number;
  readonly height: number;
}

export interface GridOptions {
  readonly count: number;
  /** Between pictures, in pixels. */
  readonly gap: number;
  /** Height that each picture's caption needs, in pixels. */
  readonly captionHeight: number;
}

/** The number of columns with which `count` square pictures are largest in `area`, and how large they then are. */
export function bestGrid(area: Area, { count, gap, captionHeight }: GridOptions): { columns: number; size: number } {
  let best = { columns: 1, size: 0 };
  for (let columns = 1; columns <= count; columns += 1) {
    const rows = Math.ceil(count / columns);
    const byWidth = (area.width - (columns - 1) * gap) / columns;
    const byHeight = (area.height - (rows - 1) * gap) / rows - captionHeight;
    const size = Math.floor(Math.max(Math.min(byWidth, byHeight), 0));
    if (size > best.size) best = { columns, size };
  }
  return best;
}

/** At most `maximum` positions of `count` things, evenly spread, the first and the last among them. */
export function spreadPositions(count: number, maximum: number): number[] {
  if (count <= maximum) return Array.from({ length: count }, (_, index) => index);
  return Array.from({ length: maximum }, (_, index) => Math.round((index * (count - 1)) / (maximum - 1)));
}
