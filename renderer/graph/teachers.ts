/** Teachers come and go: connected ones are in the document, parked ones only on the canvas. */
import { nearestRecipe, presetById, type TeacherSettings, type PipelineDocument } from '../../core/pipeline/index.ts';
import type { Sketch, TeacherKind } from './sketch.ts';

/** The weight of channel distillation where the nearest recipe has none (the paper's for its resnets). */
const USUAL_CHANNEL_WEIGHT = 100;

/** Puts a teacher on the canvas, connected; the wider one also to the channels, if the nearest recipe does so. */
export function addTeacher(sketch: Sketch, kind: TeacherKind): Sketch {
  const joined = joinTeacher(sketch, kind);
  if (kind !== 'wider' || joined === sketch || joined.document.losses.channelWeight > 0) return joined;
  return withChannelWeight(joined, recipeOf(joined.document).losses.channelWeight);
}

/** Takes a teacher off the canvas. */
export function removeTeacher(sketch: Sketch, kind: TeacherKind): Sketch {
  const parked = parkTeacher(sketch, kind);
  return { ...parked, parked: without(parked.parked, kind) };
}

/** Connects a teacher: as it stood parked, else with the nearest recipe's settings. */
export function joinTeacher(sketch: Sketch, kind: TeacherKind): Sketch {
  if (sketch.document.teachers[kind]) return sketch;
  const settings = sketch.parked[kind] ?? recipeOf(sketch.document).teachers[kind];
  if (!settings) return sketch;
  const document = { ...sketch.document, teachers: { ...sketch.document.teachers, [kind]: settings } };
  return { ...sketch, document, parked: without(sketch.parked, kind) };
}

/** Leaves a teacher on the canvas without cables. Without a wider teacher there are no channels to learn from. */
export function parkTeacher(sketch: Sketch, kind: TeacherKind): Sketch {
  const settings = sketch.document.teachers[kind];
  if (!settings) return sketch;
  const document = { ...sketch.document, teachers: without(sketch.document.teachers, kind) };
  const parked = { ...sketch, document, parked: { ...sketch.parked, [kind]: settings } };
  return kind === 'wider' ? withChannelWeight(parked, 0) : parked;
}

export function withChannelWeight(sketch: Sketch, channelWeight: number): Sketch {
  const { document } = sketch;
  return { ...sketch, document: { ...document, losses: { ...document.losses, channelWeight } } };
}

/** The nearest recipe's weight of channel distillation, or a usual one where that is 0. */
export function usualChannelWeight(document: PipelineDocument): number {
  return recipeOf(document).losses.channelWeight || USUAL_CHANNEL_WEIGHT;
}

function recipeOf(document: PipelineDocument): PipelineDocument {
  return presetById(nearestRecipe(document)).document;
}

function without(
  teachers: Readonly<Partial<Record<TeacherKind, TeacherSettings | undefined>>>,
  kind: TeacherKind,
): Readonly<Partial<Record<TeacherKind, TeacherSettings>>> {
  return Object.fromEntries(Object.entries(teachers).filter(([other]) => other !== kind));
}
