/** The states of a run, in one place for engine, store, command line and studio. */
import { z } from 'zod';

export const RUN_STATES = [
  'queued',
  'running',
  'paused',
  'stopping',
  'finished',
  'failed',
  'stopped',
  'interrupted',
] as const;
export const RunStateSchema = z.enum(RUN_STATES);
export type RunState = z.infer<typeof RunStateSchema>;

/** States in which a process works on the run and owns it. */
export const ACTIVE_STATES = ['running', 'paused', 'stopping'] as const satisfies readonly RunState[];
/** States in which a run ends. All but `finished` can be picked up again from a checkpoint. */
export const END_STATES = ['finished', 'failed', 'stopped', 'interrupted'] as const satisfies readonly RunState[];
export type EndState = (typeof END_STATES)[number];

export function isActive(state: RunState): boolean {
  return ACTIVE_STATES.some((active) => active === state);
}

export function hasEnded(state: RunState): state is EndState {
  return END_STATES.some((end) => end === state);
}

/** The word a person reads. */
export const RUN_STATE_LABELS: Readonly<Record<RunState, string>> = {
  queued: 'Waiting',
  running: 'Running',
  paused: 'Paused',
  stopping: 'Stopping after this step',
  finished: 'Finished',
  failed: 'Failed',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
};
