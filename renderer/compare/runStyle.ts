/** How a run is told apart wherever several are shown: a number, a colour and a kind of line that stay its own. */

export interface RunStyle {
  /** Counts the runs by age, the oldest 1. */
  readonly glyph: string;
  /** Name of a token of styles/tokens.css. */
  readonly colour: string;
  readonly dash: readonly number[];
}

const COLOURS = ['run-1', 'run-2', 'run-3', 'run-4', 'run-5', 'run-6'] as const;
const DASHES: readonly (readonly number[])[] = [[], [7, 3], [2, 2], [7, 3, 2, 3]];

/** By run id. Whatever is selected, a run keeps its style. */
export function runStyles(runs: readonly { readonly id: string; readonly createdMs: number }[]): Map<string, RunStyle> {
  const oldestFirst = [...runs].sort((first, second) => first.createdMs - second.createdMs);
  return new Map(
    oldestFirst.map(({ id }, index) => {
      const dash = DASHES[Math.floor(index / COLOURS.length) % DASHES.length]!;
      return [id, { glyph: String(index + 1), colour: COLOURS[index % COLOURS.length]!, dash }];
    }),
  );
}
