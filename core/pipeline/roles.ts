/** Which generators of a document take part in its run. */
import type { PipelineDocument } from './schema.ts';
import type { GeneratorSettings } from './schema/networks.ts';

export type GeneratorRole = 'wider' | 'deeper' | 'student';

export interface Participant {
  readonly role: GeneratorRole;
  /** Dotted path of its settings. */
  readonly path: string;
  readonly settings: GeneratorSettings;
}

/** Wider teacher, deeper teacher, student, as far as they take part: a plain pix2pix run has no teachers. */
export function participantsOf(document: PipelineDocument): Participant[] {
  const student: Participant = { role: 'student', path: 'student', settings: document.student };
  if (document.method === 'pix2pix') return [student];
  const { wider, deeper } = document.teachers;
  return [
    ...(wider ? [{ role: 'wider' as const, path: 'teachers.wider', settings: wider }] : []),
    ...(deeper ? [{ role: 'deeper' as const, path: 'teachers.deeper', settings: deeper }] : []),
    student,
  ];
}
