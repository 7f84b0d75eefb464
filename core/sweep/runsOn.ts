/** Where the runs of a sweep are computed, as its target says. */
import type { LaunchHost } from '../engine/hostProcess.ts';
import type { ComputeTarget } from '../protocol/index.ts';
import { superviseOnRay } from '../ray/rayRun.ts';
import { localRuns } from './localRuns.ts';
import { rayRuns } from './rayRuns.ts';
import type { StartRun } from './scheduler.ts';

/**
 * How many runs at once, and how one of them is started. A run that a cluster works on already is followed there, whatever
 * the target is now. `onNote`: what happens to jobs on a cluster. `launch`: see superviseRun.
 * @throws RayError if the target's cluster cannot be asked how many runs it bears
 */
export async function runsOn(
  target: ComputeTarget,
  onNote: (runId: string, text: string) => void = () => {},
  launch?: LaunchHost,
): Promise<{ places: number; start: StartRun }> {
  const { places, start } =
    target.kind === 'ray' ? await rayRuns(target, { onNote }) : localRuns(target.runsAtOnce, launch);
  return {
    places,
    start: async (task) => {
      const { store, runId } = task;
      const there = store.reader.openRemoteJobOf(runId)?.target;
      return there ? superviseOnRay({ ...task, target: there, onNote: (text) => onNote(runId, text) }) : start(task);
    },
  };
}
