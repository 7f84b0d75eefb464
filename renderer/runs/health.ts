/** What a run's log says about its health. */
import { ERRORS } from '../../core/protocol/errorCodes.ts';
import type { StudioRunEvent } from '../../core/protocol/studio/runRecords.ts';
import { WARNINGS } from '../../core/protocol/warningCodes.ts';

export interface HealthEntry {
  readonly id: string;
  readonly title: string;
  /** What it means; '' if the message says it all. */
  readonly meaning: string;
  /** With its numbers; of the last time. */
  readonly message: string;
  /** “step 120”, or “step 120 … 340” when it came again. */
  readonly place: string;
  readonly count: number;
  readonly isError: boolean;
}

/** Warnings and errors, the same kind together, the latest first. */
export function healthOf(log: readonly StudioRunEvent[]): HealthEntry[] {
  const kinds = new Map<string, StudioRunEvent[]>();
  for (const event of log) {
    if (event.level !== 'warning' && event.level !== 'error') continue;
    const kind = event.code ?? event.message;
    kinds.set(kind, [...(kinds.get(kind) ?? []), event]);
  }
  return [...kinds.values()].map(entryOf).reverse();
}

function entryOf(events: readonly StudioRunEvent[]): HealthEntry {
  const last = events.at(-1)!;
  return {
    id: last.id,
    ...textOf(last.code),
    message: last.message,
    place: placeOf(events),
    count: events.length,
    isError: last.level === 'error',
  };
}

function textOf(code: string | null): { title: string; meaning: string } {
  const [, warning] = Object.entries(WARNINGS).find(([known]) => known === code) ?? [];
  if (warning) return warning;
  const [, error] = Object.entries(ERRORS).find(([known]) => known === code) ?? [];
  return error ? { title: error.title, meaning: error.action } : { title: 'Warning', meaning: '' };
}

function placeOf(events: readonly StudioRunEvent[]): string {
  const steps = events.flatMap(({ step }) => (step === null ? [] : [step]));
  if (steps.length === 0) return '';
  const [first, last] = [steps[0], steps.at(-1)];
  return first === last ? `step ${first}` : `step ${first} … ${last}`;
}
