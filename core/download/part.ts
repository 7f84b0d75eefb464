/**
 * A file that is not complete yet: `NAME.part`, and beside it `NAME.part.json`, which says what it is a part of. Together
 * they outlive the process, so that a later one can go on.
 */
import { open, readFile, rename, rm, stat, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { atomicWrite } from '../files/atomicWrite.ts';
import { flushToDisk } from '../files/flushToDisk.ts';

const originSchema = z.strictObject({
  address: z.string(),
  /** What names this version of the file at the server, for `If-Range`: a strong entity tag or a date. */
  version: z.string().nullable(),
  totalBytes: z.number().int().nonnegative().nullable(),
});

/** Which file at which server, in which version, a part belongs to. */
export type PartOrigin = z.infer<typeof originSchema>;

export interface Part {
  readonly sizeBytes: number;
  readonly origin: PartOrigin;
}

export class PartFile {
  readonly path: string;
  readonly #target: string;
  readonly #recordPath: string;

  constructor(target: string) {
    this.#target = target;
    this.path = `${target}.part`;
    this.#recordPath = `${this.path}.json`;
  }

  /** What is there of the file at `address`; undefined if there is nothing that can be gone on with. */
  async find(address: string): Promise<Part | undefined> {
    const [record, found] = await Promise.all([
      readFile(this.#recordPath, 'utf8').catch(() => ''),
      stat(this.path).catch(() => undefined),
    ]);
    const origin = parseOrigin(record);
    if (origin?.address !== address || found === undefined || found.size === 0) return undefined;
    if (origin.totalBytes !== null && found.size > origin.totalBytes) return undefined;
    return { sizeBytes: found.size, origin };
  }

  /** Opens it to be written from the start, or, with `append`, to be gone on with. */
  async open(origin: PartOrigin, append: boolean): Promise<FileHandle> {
    // The record first: a part without one is never gone on with, while one with a wrong record would be.
    await rm(this.#recordPath, { force: true });
    const handle = await open(this.path, append ? 'a' : 'w');
    await atomicWrite(this.#recordPath, JSON.stringify(origin)).catch(async (error: unknown) => {
      await handle.close();
      throw error;
    });
    return handle;
  }

  /** Makes it the file itself. */
  async complete(): Promise<void> {
    await flushToDisk(this.path);
    await rename(this.path, this.#target);
    await rm(this.#recordPath, { force: true });
    await flushToDisk(dirname(this.#target));
  }

  async discard(): Promise<void> {
    await rm(this.path, { force: true });
    await rm(this.#recordPath, { force: true });
  }
}

function parseOrigin(record: string): PartOrigin | undefined {
  try {
    return originSchema.safeParse(JSON.parse(record)).data;
  } catch {
    return undefined; // cut off by a crash: start again
  }
}
