/** Runs of a sweep on this machine. */
import type { LaunchHost } from '../engine/hostProcess.ts';
import { divideMachine, thisMachine } from '../engine/machineShare.ts';
import { requeueWithoutCheckpoint } from '../engine/startRun.ts';
import { superviseRun } from '../engine/supervisor.ts';
import type { StartRun } from './scheduler.ts';

/** So many places, and how a run in one of them is started. `launch`: see superviseRun. */
export function localRuns(runsAtOnce?: number, launch?: LaunchHost): { places: number; start: StartRun } {
  const shares = divideMachine(thisMachine(), runsAtOnce);
  const start: StartRun = ({ place, ...task }) => {
    requeueWithoutCheckpoint(task.store, task.runId);
    return superviseRun({ ...task, share: shares[place]!, ...(launch ? { launch } : {}) });
  };
  return { places: shares.length, start };
}
