/** The files that a person has chosen in a dialog or dropped. The window knows them by id only, so it cannot name others. */
import { createHash } from 'node:crypto';
import { basename, resolve } from 'node:path';
import type { FileReference } from '../../../core/protocol/studio/channel.ts';
import { StudioFault } from '../errors.ts';

export class FileRegistry {
  readonly #paths = new Map<string, string>();

  /** Allows the window to name this file. The same path always gets the same id. */
  add(path: string): FileReference {
    const absolute = resolve(path);
    const fileId = createHash('sha256').update(absolute).digest('hex').slice(0, 24);
    this.#paths.set(fileId, absolute);
    return { fileId, name: basename(absolute), path: absolute };
  }

  /** Throws `request-refused` for an id that was never given out. */
  pathOf(fileId: string): string {
    const path = this.#paths.get(fileId);
    if (path !== undefined) return path;
    throw new StudioFault('request-refused', 'The window named a file that nobody has chosen.');
  }
}
