/** Positions and parked teachers, kept beside the document: read and written as plain JSON. */
import { z } from 'zod';
import { PipelineSchema } from '../../core/pipeline/index.ts';
import { NODE_KINDS } from './nodes.ts';
import type { Positions, Sketch } from './sketch.ts';

const PositionSchema = z.object({ x: z.number(), y: z.number() });
const TeacherSchema = PipelineSchema.shape.teachers.unwrap().shape.wider.unwrap();
const CanvasSchema = z.object({
  positions: z.partialRecord(z.enum(NODE_KINDS), PositionSchema).catch({}),
  parked: z.object({ wider: TeacherSchema.optional(), deeper: TeacherSchema.optional() }).catch({}),
});

export function canvasStateOf({ positions, parked }: Sketch): Record<string, unknown> {
  return { positions, parked };
}

/** Whatever cannot be read is left out: a canvas without positions is a tidy one. */
export function readCanvasState(value: unknown): Pick<Sketch, 'positions' | 'parked'> {
  const parsed = CanvasSchema.safeParse(value);
  if (!parsed.success) return { positions: {}, parked: {} };
  const positions = Object.fromEntries(Object.entries(parsed.data.positions).filter(([, at]) => at)) as Positions;
  const { wider, deeper } = parsed.data.parked;
  return { positions, parked: { ...(wider && { wider }), ...(deeper && { deeper }) } };
}
