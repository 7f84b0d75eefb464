/**
 * A file beside the database that only takes up room: on a full disk it is given up, so that there is still room to write
 * down how a run ended.
 */
import { randomBytes } from 'node:crypto';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { StoreError } from './storeError.ts';

const RESERVE_BYTES = 1024 * 1024;

const reservePath = (databasePath: string): string => `${databasePath}.reserve`;

/** Makes sure of the reserve. Without room for it there is none: whoever writes next will say that the disk is full. */
export function keepReserve(databasePath: string): void {
  const path = reservePath(databasePath);
  if (existsSync(path)) return;
  try {
    // Random: zeros may take up no room at all on some file systems.
    writeFileSync(path, randomBytes(RESERVE_BYTES));
  } catch {
    rmSync(path, { force: true });
  }
}

/** Does `work`; if the disk is full, gives up the reserve and does it once more. */
export function withReserve(databasePath: string, work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof StoreError && error.code === 'disk-full')) throw error;
    rmSync(reservePath(databasePath), { force: true });
    work();
  }
}
