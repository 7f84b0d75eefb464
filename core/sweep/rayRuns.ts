/** Runs of a sweep on a Ray cluster. */
import type { RayTarget } from '../protocol/index.ts';
import { requireRay } from '../ray/probe.ts';
import { RayError } from '../ray/rayError.ts';
import { superviseOnRay, type RayRunOptions } from '../ray/rayRun.ts';
import type { StartRun } from './scheduler.ts';

/** The head answers a question in about 8 ms (docs/scale.md): of so many runs, each is looked at every so often. */
const LOOK_EVERY_MS = 2_000;
const LOOK_MS_A_RUN = 100;

type Details = Pick<RayRunOptions, 'lookEveryMs' | 'patience'> & {
  readonly onNote?: (runId: string, text: string) => void;
};

/**
 * So many places as the target says, else as the cluster has room for now, and how a run in one of them is started.
 * @throws RayError if the cluster does not answer, does not let us in, or has no room at all
 */
export async function rayRuns(target: RayTarget, details: Details = {}): Promise<{ places: number; start: StartRun }> {
  const { onNote, ...rest } = details;
  const places = await placesOn(target);
  const start: StartRun = async ({ store, runId, untilStep, onMessage }) =>
    superviseOnRay({
      store,
      runId,
      target,
      onMessage,
      ...(untilStep === undefined ? {} : { untilStep }),
      ...(onNote ? { onNote: (text: string) => onNote(runId, text) } : {}),
      lookEveryMs: Math.max(LOOK_EVERY_MS, places * LOOK_MS_A_RUN),
      ...rest,
    });
  return { places, start };
}

async function placesOn(target: RayTarget): Promise<number> {
  const probe = await requireRay(target);
  const places = target.runsAtOnce ?? probe.runsAtOnce;
  if (places === 0) throw new RayError('refused', probe.warnings.join(' '));
  return places;
}
