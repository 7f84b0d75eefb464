/** The sentence and the table that tell a user why a state dict does not fit a network. */
import type { WeightSpec } from '../networks/graph.ts';
import { torchShapeOf } from './layout.ts';

const MOST_ROWS = 12;

interface Row {
  readonly name: string;
  readonly expected: string;
  readonly found: string;
}

interface Difference {
  readonly missing: readonly string[];
  readonly unknown: readonly string[];
  readonly wrongShape: readonly { readonly name: string }[];
}

/** Several lines: what is wrong, how often, and a table of at most twelve tensors (shapes in PyTorch's layout). */
export function describeDifference(
  difference: Difference,
  weights: readonly WeightSpec[],
  tensors: ReadonlyMap<string, { readonly shape: readonly number[] }>,
  networkName: string,
): string {
  const specs = new Map(weights.map((weight) => [weight.name, weight]));
  const names = [
    ...difference.wrongShape.map((mismatch) => mismatch.name),
    ...difference.missing,
    ...difference.unknown,
  ];
  const rows = names.slice(0, MOST_ROWS).map((name): Row => {
    const spec = specs.get(name);
    const found = tensors.get(name);
    return {
      name,
      expected: spec === undefined ? '(no such weight)' : shapeText(torchShapeOf(spec)),
      found: found === undefined ? '(missing)' : shapeText(found.shape),
    };
  });
  const more = names.length - rows.length;
  return [
    `The weights do not fit ${networkName}: ${counts(difference)}.`,
    'Check that architecture, width, norm and channels are those the weights were trained with.',
    ...tableLines(rows),
    ...(more > 0 ? [`… and ${more} more`] : []),
  ].join('\n');
}

function counts({ wrongShape, missing, unknown }: Difference): string {
  const parts = [
    [wrongShape.length, 'of another shape'],
    [missing.length, 'missing'],
    [unknown.length, 'unknown'],
  ] as const;
  return parts
    .filter(([count]) => count > 0)
    .map(([count, what]) => `${count} ${what}`)
    .join(', ');
}

function tableLines(rows: readonly Row[]): string[] {
  const all: Row[] = [{ name: 'tensor', expected: 'expected', found: 'found' }, ...rows];
  const nameWidth = Math.max(...all.map((row) => row.name.length));
  const expectedWidth = Math.max(...all.map((row) => row.expected.length));
  return all.map((row) => `  ${row.name.padEnd(nameWidth)}  ${row.expected.padEnd(expectedWidth)}  ${row.found}`);
}

function shapeText(shape: readonly number[]): string {
  return `[${shape.join(', ')}]`;
}
