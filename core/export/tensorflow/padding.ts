/** Borders in TensorFlow.js: zeros and mirrored pixels around NHWC tensors of any size. */
import { heightAndWidth, type Extent } from '../../networks/graph.ts';
import { value, type TensorFlowGraph } from './graph.ts';

const HEIGHT_AXIS = 1;
const WIDTH_AXIS = 2;

/** Before and after each axis of NHWC. */
function amounts(graph: TensorFlowGraph, pad: Extent): string {
  const [rows, columns] = heightAndWidth(pad);
  return graph.integers(`pads/${rows}x${columns}`, [4, 2], [0, 0, rows, rows, columns, columns, 0, 0]);
}

/** Returns `input` itself if there is nothing to pad. */
export function zeroPad(graph: TensorFlowGraph, input: string, name: string, pad: Extent): string {
  return pad === 0 ? input : graph.add('Pad', [input, amounts(graph, pad)], name, { Tpaddings: value.integerType });
}

export function reflectPad(graph: TensorFlowGraph, input: string, name: string, pad: number): string {
  const attributes = { mode: value.text('REFLECT'), Tpaddings: value.integerType };
  return graph.add('MirrorPad', [input, amounts(graph, pad)], name, attributes);
}

/** The same out of slices and concatenations: mirrored rows first, then mirrored columns. */
export function basicReflectPad(graph: TensorFlowGraph, input: string, name: string, pad: number): string {
  const rows = reflectAxis(graph, input, `${name}/rows`, pad, HEIGHT_AXIS);
  return reflectAxis(graph, rows, name, pad, WIDTH_AXIS);
}

function reflectAxis(graph: TensorFlowGraph, input: string, name: string, pad: number, axis: number): string {
  // Negative positions count from the end, whatever the size: −2 is the line before the last.
  const line = (position: number): string =>
    slice(graph, input, `${name}/line${position}`, { axes: [axis], from: position, to: position + 1 });
  const before = Array.from({ length: pad }, (_, index) => line(pad - index));
  const after = Array.from({ length: pad }, (_, index) => line(-2 - index));
  const lines = [...before, input, ...after];
  return graph.add('ConcatV2', [...lines, graph.integers(`integer/${axis}`, [], [axis])], name, {
    N: value.integer(lines.length),
    Tidx: value.integerType,
  });
}

export interface SliceSettings {
  readonly axes: readonly number[];
  /** Negative: counted from the end. */
  readonly from: number;
  /** Exclusive; 0: to the end. */
  readonly to: number;
}

/** A part of an NHWC tensor, cut alike along the given axes. */
export function slice(graph: TensorFlowGraph, input: string, name: string, { axes, from, to }: SliceSettings): string {
  const vector = (number: number): string => {
    const key = `cut/${axes.join('-')}/${number}`;
    return graph.integers(key, [4], [0, 1, 2, 3].map((axis) => (axes.includes(axis) ? number : 0))); // prettier-ignore
  };
  // A bit for every axis whose limit is the tensor's own.
  const whole = [0, 1, 2, 3].filter((axis) => !axes.includes(axis)).reduce((bits, axis) => bits | (1 << axis), 0);
  const every = graph.integers('steps', [4], [1, 1, 1, 1]);
  return graph.add('StridedSlice', [input, vector(from), vector(to), every], name, {
    Index: value.integerType,
    begin_mask: value.integer(whole),
    end_mask: value.integer(to === 0 ? 15 : whole),
    ellipsis_mask: value.integer(0),
    new_axis_mask: value.integer(0),
    shrink_axis_mask: value.integer(0),
  });
}
