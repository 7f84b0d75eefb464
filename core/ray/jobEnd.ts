/** What it means for a run that its job has ended, as Ray tells it. */
import type { RayClient, RayJob } from './client.ts';
import { interruptionOf, type ExplainedEnd } from '../engine/interruption.ts';
import { ERRORS } from '../protocol/index.ts';
import type { RunEnd } from '../store/index.ts';
import type { JobExit } from './intake.ts';
import type { RayError } from './rayError.ts';

/**
 * - `ended`: the run ended there, well or not.
 * - `stopped`: the job was told to stop by us; what it saved is here.
 * - `lost`: it ended without a word, with its node or with the head; another job can go on.
 * - `waited`: Ray gave up waiting for a place for it.
 */
export type JobEnd =
  | { readonly kind: 'ended'; readonly end: RunEnd; readonly event?: string }
  | { readonly kind: 'stopped'; readonly end: RunEnd }
  | { readonly kind: 'lost' | 'waited'; readonly reason: string };

/** The end of a job that has said how it ended; `wasTold`: we told it to stop. */
export function endOfExit({ lastWord, exit, output }: JobExit, wasTold: boolean): JobEnd {
  switch (lastWord?.kind) {
    case 'finished':
      return { kind: 'ended', end: { state: 'finished' } };
    case 'stopped':
      // Not told by us: at the step that it was to stop at, or by somebody who looks after the cluster.
      return { kind: wasTold ? 'stopped' : 'ended', end: { state: 'stopped' } };
    case 'failed': {
      const { code, message, stack } = lastWord;
      return { kind: 'ended', end: { state: 'failed', code, message }, event: stack ?? message };
    }
    case undefined: {
      const end = interruptionOf(exit, undefined);
      const words = output.trim();
      return { kind: 'ended', end, event: words === '' ? end.message : `${end.message}\nIts last words:\n${words}` };
    }
  }
}

export const NEVER_STARTED: JobEnd = {
  kind: 'stopped',
  end: { state: 'stopped', message: 'The run had not begun there.' },
};

/** How the store calls it. */
export function outcomeOf(end: JobEnd): 'finished' | 'stopped' | 'failed' | 'lost' {
  if (!('end' in end)) return 'lost';
  return end.end.state === 'interrupted' ? 'failed' : end.end.state;
}

/** What the job wrote cannot be understood. */
export function unreadable(error: RayError): JobEnd {
  return { kind: 'ended', end: cannotWork(error), event: error.message };
}

export function cannotWork({ message }: RayError): RunEnd {
  return { state: 'failed', code: 'cluster-job', message };
}

/** Whether Ray will not change the job's state any more. */
export function isOver({ status }: RayJob): boolean {
  return status === 'STOPPED' || status === 'SUCCEEDED' || status === 'FAILED';
}

/** The end of a job that has not said how it ended; `wasTold`: we told it to stop. */
export async function endWithoutWords(client: RayClient, id: string, job: RayJob, wasTold: boolean): Promise<JobEnd> {
  const message = firstLine(job.message);
  if (CANNOT_WORK.has(job.error_type ?? '')) return { kind: 'ended', end: couldNotWork(await lastLines(client, id, message)) }; // prettier-ignore
  if (job.error_type === 'JOB_SUPERVISOR_ACTOR_START_TIMEOUT') return { kind: 'waited', reason: message };
  if (job.status !== 'STOPPED') return { kind: 'lost', reason: message };
  return wasTold
    ? { kind: 'stopped', end: { state: 'stopped', message: UNSAVED } }
    : { kind: 'ended', end: { state: 'interrupted', message: NOT_FROM_HERE } };
}

/** Another job would end the same way. */
const CANNOT_WORK: ReadonlySet<string> = new Set([
  'JOB_ENTRYPOINT_COMMAND_ERROR',
  'JOB_ENTRYPOINT_COMMAND_START_ERROR',
  'JOB_SUPERVISOR_ACTOR_UNSCHEDULABLE',
]);
const NOT_FROM_HERE =
  'The job was stopped on the cluster, and not from here. Resume the run to go on from its last checkpoint.';
const UNSAVED = 'The job was stopped before it could save. Resume the run to go on from its last checkpoint.';

function couldNotWork(reason: string): ExplainedEnd {
  const { sentence, action } = ERRORS['cluster-job'];
  return { state: 'failed', code: 'cluster-job', message: `${sentence} ${reason} ${action}` };
}

/** What a person would look for in the job's log. */
async function lastLines(client: RayClient, id: string, otherwise: string): Promise<string> {
  const log = await client.jobLog(id).catch(() => '');
  const lines = log.trim().split('\n').filter((line) => line.trim() !== ''); // prettier-ignore
  const words = lines.slice(-LINES).join('\n');
  return words === '' ? otherwise : `The last lines of its log:\n${words}\n`;
}

const LINES = 8;

function firstLine(text: string | null | undefined): string {
  return (text ?? '').trim().split('\n')[0]?.slice(0, 300) ?? '';
}
