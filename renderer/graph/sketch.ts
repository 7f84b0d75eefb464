/**
 * What the editor edits, and undo goes back to: the pipeline document, where its nodes stand, and the teachers that are on
 * the canvas without being connected. The document is the truth; nodes and cables are read off it.
 */
import type { GeneratorSettings, PipelineDocument } from '../../core/pipeline/index.ts';
import { NODE_KINDS, type NodeKind } from './nodes.ts';

export type TeacherKind = 'wider' | 'deeper';

export interface Position {
  readonly x: number;
  readonly y: number;
}
export type Positions = Readonly<Partial<Record<NodeKind, Position>>>;

export interface Sketch {
  readonly document: PipelineDocument;
  /** Settings of teachers that stand on the canvas but take no part in the run. */
  readonly parked: Readonly<Partial<Record<TeacherKind, GeneratorSettings>>>;
  /** Nodes that were moved; all others stand where `DEFAULT_POSITIONS` says. */
  readonly positions: Positions;
}

export const DEFAULT_POSITIONS: Readonly<Record<NodeKind, Position>> = {
  dataset: { x: 0, y: 150 },
  prepare: { x: 250, y: 150 },
  wider: { x: 500, y: 0 },
  deeper: { x: 500, y: 160 },
  student: { x: 500, y: 320 },
  losses: { x: 760, y: 150 },
  training: { x: 1010, y: 60 },
  evaluation: { x: 1010, y: 200 },
  export: { x: 1010, y: 340 },
};

export function isTeacher(kind: NodeKind): kind is TeacherKind {
  return kind === 'wider' || kind === 'deeper';
}

export function sketchOf(document: PipelineDocument): Sketch {
  return { document, parked: {}, positions: {} };
}

/** Takes part in the run, as far as the document says. */
export function isConnected(sketch: Sketch, kind: NodeKind): boolean {
  if (!isTeacher(kind)) return true;
  return sketch.document.method === 'omgd' && sketch.document.teachers[kind] !== undefined;
}

/** Stands on the canvas: all nodes do, except teachers that were never added. */
export function isOnCanvas(sketch: Sketch, kind: NodeKind): boolean {
  return !isTeacher(kind) || sketch.document.teachers[kind] !== undefined || sketch.parked[kind] !== undefined;
}

export function nodesOf(sketch: Sketch): NodeKind[] {
  return NODE_KINDS.filter((kind) => isOnCanvas(sketch, kind));
}

export function positionOf(sketch: Sketch, kind: NodeKind): Position {
  return sketch.positions[kind] ?? DEFAULT_POSITIONS[kind];
}

export function move(sketch: Sketch, positions: Positions): Sketch {
  return { ...sketch, positions: { ...sketch.positions, ...positions } };
}
