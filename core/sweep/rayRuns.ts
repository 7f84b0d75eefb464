/** Runs of a sweep on a Ray cluster. */
import type { RayTarget } from '../protocol/index.ts';
import { probeRay } from '../ray/probe.ts';
import { RayError } from '../ray/rayError.ts';
import { superviseOnRay, type RayRunOptions } from '../ray/rayRun.ts';
import type { StartRun } from './scheduler.ts';

type Details = Pick<RayRunOptions, 'lookEveryMs' | 'patience'> & {
  readonly onNote?: (runId: string, text: string) => void;
};

/**
 * So many places as the target says, else as the cluster has room for now, and how a run in one of them is started.
 * @throws RayError if that is not said, and the cluster cannot be asked
 */
export async function rayRuns(target: RayTarget, details: Details = {}): Promise<{ places: number; start: StartRun }> {
  const { onNote, ...rest } = details;
  const start: StartRun = async ({ store, runId, untilStep, onMessage }) =>
    superviseOnRay({
      store,
      runId,
      target,
      onMessage,
      ...(untilStep === undefined ? {} : { untilStep }),
      ...(onNote ? { onNote: (text: string) => onNote(runId, text) } : {}),
      ...rest,
    });
  return { places: target.runsAtOnce ?? (await roomFor(target)), start };
}

async function roomFor(target: RayTarget): Promise<number> {
  const probe = await probeRay(target);
  if (probe.kind === 'problem') throw new RayError('unreachable', probe.message);
  if (probe.runsAtOnce === 0) throw new RayError('refused', probe.warnings.join(' '));
  return probe.runsAtOnce;
}
