/** Which generators of a document take part in its run. */
import { hasTeachers, isUnpaired } from './methods.ts';
import type { PipelineDocument } from './schema.ts';
import type { GeneratorSettings } from './schema/networks.ts';

export type GeneratorRole = 'wider' | 'deeper' | 'student';

export interface Participant {
  readonly role: GeneratorRole;
  /** Dotted path of its settings. */
  readonly path: string;
  readonly settings: GeneratorSettings;
}

/** Whether the generator is a teacher that keeps its weights. */
export function isFrozen({ method, teachers }: PipelineDocument, role: GeneratorRole): boolean {
  return method === 'omgd' && role !== 'student' && teachers[role]?.frozen === true;
}

/** The teachers that train in the run, playing against the discriminator. */
export function trainedTeachers(document: PipelineDocument): Participant[] {
  return participantsOf(document).filter(({ role }) => role !== 'student' && !isFrozen(document, role));
}

/**
 * Wider teacher, deeper teacher, student, as far as they take part: a baseline has no teachers, and unpaired training only
 * the wider one, a CycleGAN.
 */
export function participantsOf(document: PipelineDocument): Participant[] {
  const student: Participant = { role: 'student', path: 'student', settings: document.student };
  if (!hasTeachers(document.method)) return [student];
  const { wider, deeper } = document.teachers;
  return [
    ...(wider ? [{ role: 'wider' as const, path: 'teachers.wider', settings: wider }] : []),
    ...(deeper && !isUnpaired(document.method)
      ? [{ role: 'deeper' as const, path: 'teachers.deeper', settings: deeper }]
      : []),
    student,
  ];
}
