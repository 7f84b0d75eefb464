/** Reflection padding and instance norm out of operators that every runtime has (Slice, Concat, ReduceMean, arithmetic). */
import { NORM_EPSILON } from '../../networks/graph.ts';
import { attribute } from './messages.ts';
import type { OnnxOperators } from './operators.ts';

const HEIGHT_AXIS = 2;
const WIDTH_AXIS = 3;

/** Mirrored rows first, then mirrored columns, each one slice of its own: some runtimes know no backward slices. */
export function basicReflectPad(operators: OnnxOperators, input: string, output: string, pad: number): string {
  const rows = reflectAxis(operators, input, `${output}/rows`, pad, HEIGHT_AXIS);
  return reflectAxis(operators, rows, output, pad, WIDTH_AXIS);
}

function reflectAxis(operators: OnnxOperators, input: string, output: string, pad: number, axis: number): string {
  // Negative positions count from the end, whatever the size: −2 is the line before the last.
  const line = (position: number): string =>
    operators.add(
      'Slice',
      [
        input,
        ...[position, position + 1, axis].map((value) => operators.integers(`integer/${String(value)}`, [value])),
      ],
      `${output}/line${String(position)}`,
    );
  const before = Array.from({ length: pad }, (_, index) => line(pad - index));
  const after = Array.from({ length: pad }, (_, index) => line(-2 - index));
  return operators.add('Concat', [...before, input, ...after], output, [attribute.integer('axis', axis)]);
}

/** (x − mean) / √(mean((x − mean)²) + ε) over height and width. */
export function basicInstanceNorm(operators: OnnxOperators, input: string, output: string): string {
  const mean = (of: string, name: string): string =>
    operators.add('ReduceMean', [of], `${output}/${name}`, [
      attribute.integers('axes', [HEIGHT_AXIS, WIDTH_AXIS]),
      attribute.integer('keepdims', 1),
    ]);
  const centred = operators.add('Sub', [input, mean(input, 'mean')], `${output}/centred`);
  const squared = operators.add('Mul', [centred, centred], `${output}/squared`);
  const epsilon = operators.numbers('normEpsilon', NORM_EPSILON);
  const shifted = operators.add('Add', [mean(squared, 'variance'), epsilon], `${output}/shifted`);
  const deviation = operators.add('Sqrt', [shifted], `${output}/deviation`);
  return operators.add('Div', [centred, deviation], output);
}
