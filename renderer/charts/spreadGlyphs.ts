/** Moves letters beside points apart, so that each can be read. */

interface Place {
  readonly x: number;
  readonly y: number;
}

/** Pixels that one glyph needs. */
const GLYPH = { width: 30, height: 12 } as const;

/**
 * For each place the y of its glyph: below those that are beside it, from top to bottom; what then would fall below
 * `bottom` moves up again. In the order of `places`.
 */
export function spreadGlyphs(places: readonly Place[], bottom: number): number[] {
  const glyphs = places.map(({ x, y }, index) => ({ x, y, index }));
  glyphs.sort((first, second) => first.y - second.y);
  glyphs.forEach((glyph, position) => {
    for (const above of glyphs.slice(0, position)) {
      if (areBeside(glyph, above)) glyph.y = Math.max(glyph.y, above.y + GLYPH.height);
    }
  });
  glyphs.reverse().forEach((glyph, position) => {
    glyph.y = Math.min(glyph.y, bottom);
    for (const below of glyphs.slice(0, position)) {
      if (areBeside(glyph, below)) glyph.y = Math.min(glyph.y, below.y - GLYPH.height);
    }
  });
  return places.map((_, index) => glyphs.find((glyph) => glyph.index === index)!.y);
}

function areBeside(first: Place, second: Place): boolean {
  return Math.abs(first.x - second.x) < GLYPH.width;
}
