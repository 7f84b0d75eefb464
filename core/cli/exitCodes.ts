/** How the program ends; documented in the help of the command line. */
import { constants } from 'node:os';

export const EXIT = {
  ok: 0,
  /** The work failed: training broke, the engine crashed, a check found a difference. */
  failed: 1,
  /** The call was wrong: unknown option, invalid pipeline, no such run. Nothing was started. */
  usage: 2,
} as const;

/** The code of a run that a signal stopped, as shells have it: 130 for Ctrl-C. */
export function signalExitCode(signal: NodeJS.Signals): number {
  return 128 + constants.signals[signal];
}
