/** Which snapshots of a CycleGAN teach, as the run's log tells it. */
import type { StudioRunEvent } from '../../core/protocol/studio/runRecords.ts';

export interface TeacherChoice {
  readonly id: string;
  readonly role: 'wider' | 'backward';
  readonly message: string;
}

export interface TeacherChoices {
  /** When the present teachers were chosen, or confirmed. */
  readonly step: number | undefined;
  readonly current: readonly TeacherChoice[];
  /** The latest first. */
  readonly earlier: readonly TeacherChoice[];
}

export function teacherChoices(log: readonly StudioRunEvent[]): TeacherChoices {
  const events = log.filter(({ code }) => code === 'teacher-chosen');
  const step = events.at(-1)?.step ?? undefined;
  const isCurrent = (event: StudioRunEvent): boolean => event.step === step;
  return {
    step,
    current: events.filter(isCurrent).map(choiceOf),
    earlier: events
      .filter((event) => !isCurrent(event))
      .map(choiceOf)
      .reverse(),
  };
}

/** The engine's sentence begins with whose teacher it is. */
function choiceOf({ id, message }: StudioRunEvent): TeacherChoice {
  return { id, role: message.includes('way back') ? 'backward' : 'wider', message };
}
