/** Whether the process that a run belongs to is gone. */
import { z } from 'zod';
import { isRunning } from './processIdentity.ts';

export const OWNER_COLUMNS =
  'owner_pid AS pid, owner_started AS started, owner_host AS host, heartbeat_ms AS heartbeatMs';

export const OwnerSchema = z.object({
  pid: z.number().nullable(),
  started: z.string().nullable(),
  host: z.string().nullable(),
  heartbeatMs: z.number().nullable(),
});
export type Owner = z.infer<typeof OwnerSchema>;

/** A process on another machine counts as gone after this long without a heartbeat. */
const SILENCE_MS = 120_000;

/** True if nobody owns the run any more. */
export function isOwnerGone({ pid, started, host, heartbeatMs }: Owner): boolean {
  if (pid === null || started === null || host === null) return true;
  const running = isRunning({ pid, started, host });
  return running === undefined ? Date.now() - (heartbeatMs ?? 0) > SILENCE_MS : !running;
}
