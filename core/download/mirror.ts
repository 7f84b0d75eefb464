/** Other servers with the same files, which a person names in the environment. */
import path from 'node:path';

/** The address of the file at the mirror that the environment's `variable` names, a folder; without one, `address`. */
export function mirrored(address: string, variable: string): string {
  const mirror = process.env[variable];
  return mirror ? `${mirror.replace(/\/$/, '')}/${path.posix.basename(new URL(address).pathname)}` : address;
}
