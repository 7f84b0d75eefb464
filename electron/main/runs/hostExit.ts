/** What Electron's exit code of a utility process means. */
import { constants } from 'node:os';
import type { HostExit } from '../../../core/engine/hostProcess.ts';

/**
 * Electron gives one number: the exit code, or on Linux and macOS the number of the signal that ended the process (with
 * 128 added where a core was dumped). Codes that the host itself uses are 0 and 1; but Electron says 0 as well where it
 * sees the connection break before the process is gone, and then how it ended is not known.
 */
export function exitOf(code: number, wasKilled: boolean): HostExit {
  if (wasKilled) return { code: null, signal: 'SIGKILL' };
  if (code === 0) return { code: null, signal: null };
  const number = code & 0x7f;
  const signal = code > 1 ? Object.entries(constants.signals).find(([, value]) => value === number)?.[0] : undefined;
  return signal === undefined ? { code, signal: null } : { code: null, signal };
}
