/** Who waits for whom on this machine: a paused run keeps its place, and those after it wait. */
import type { StudioRun } from '../../core/protocol/studio/runRecords.ts';
import type { Queue } from '../../core/protocol/studio/runs.ts';

interface QueueView {
  readonly queue: Queue;
  /** The run that has the place. */
  readonly active: StudioRun | undefined;
}

/** What the run waits for, or who waits for it while it is paused; undefined if nobody waits. */
export function waitingText(run: StudioRun, { queue, active }: QueueView): string | undefined {
  if (!active) return undefined;
  const before = queue.waitingRunIds.indexOf(run.id);
  if (before >= 0) {
    const others = before === 0 ? '' : `; ${before} ${before === 1 ? 'other is' : 'others are'} before it`;
    const how = active.state === 'paused' ? ', which is paused: continue it, or stop and save it' : '';
    return `Waits for “${active.name}”${how}${others}`;
  }
  const others = queue.waitingRunIds.length;
  if (run.id !== active.id || run.state !== 'paused' || others === 0) return undefined;
  return `Paused; ${others === 1 ? 'the next run waits' : `${others} runs wait`} until it goes on and ends, or is stopped and saved`;
}
