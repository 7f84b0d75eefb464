/**
 * What the editor edits, and undo goes back to: the pipeline document, where its nodes stand, and the teachers that are on
 * the canvas without being connected. The document is the truth; nodes and cables are read off it.
 */
import {
  hasTeachers,
  isUnpaired,
  type Method,
  type PipelineDocument,
  type TeacherSettings,
} from '../../core/pipeline/index.ts';
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
  readonly parked: Readonly<Partial<Record<TeacherKind, TeacherSettings>>>;
  /** Nodes that were moved; all others stand where `DEFAULT_POSITIONS` says. */
  readonly positions: Positions;
}

/** Four columns: pictures, networks, losses, and what comes of them. */
export const DEFAULT_POSITIONS: Readonly<Record<NodeKind, Position>> = {
  dataset: { x: 0, y: 0 },
  prepare: { x: 0, y: 244 },
  wider: { x: 226, y: 0 },
  deeper: { x: 226, y: 122 },
  student: { x: 226, y: 244 },
  losses: { x: 452, y: 122 },
  training: { x: 678, y: 0 },
  evaluation: { x: 678, y: 122 },
  export: { x: 678, y: 244 },
};

export function isTeacher(kind: NodeKind): kind is TeacherKind {
  return kind === 'wider' || kind === 'deeper';
}

export function sketchOf(document: PipelineDocument): Sketch {
  return { document, parked: {}, positions: {} };
}

/** A baseline has no teachers, and unpaired training one, the CycleGAN. */
export function takesPart(method: Method, kind: TeacherKind): boolean {
  return hasTeachers(method) && (kind === 'wider' || !isUnpaired(method));
}

/** Takes part in the run, as far as the document says. */
export function isConnected(sketch: Sketch, kind: NodeKind): boolean {
  if (!isTeacher(kind)) return true;
  return takesPart(sketch.document.method, kind) && sketch.document.teachers[kind] !== undefined;
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
