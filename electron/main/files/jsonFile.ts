/** A small JSON file that belongs to the studio: read once, checked, written atomically one write after the other. */
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { atomicWrite } from '../../../core/files/atomicWrite.ts';

export class JsonFile<Value> {
  readonly #path: string;
  readonly #schema: z.ZodType<Value>;
  #lastWrite: Promise<void> = Promise.resolve();

  constructor(path: string, schema: z.ZodType<Value>) {
    this.#path = path;
    this.#schema = schema;
  }

  /** undefined if the file is not there or not what it should be: such files hold nothing that cannot be lost. */
  async read(): Promise<Value | undefined> {
    try {
      const parsed = this.#schema.safeParse(JSON.parse(await readFile(this.#path, 'utf8')));
      return parsed.success ? parsed.data : undefined;
    } catch {
      return undefined;
    }
  }

  async write(value: Value): Promise<void> {
    await this.#inTurn(async () => {
      await mkdir(dirname(this.#path), { recursive: true });
      await atomicWrite(this.#path, JSON.stringify(value));
    });
  }

  async remove(): Promise<void> {
    await this.#inTurn(() => rm(this.#path, { force: true }));
  }

  async #inTurn(work: () => Promise<void>): Promise<void> {
    const turn = this.#lastWrite.then(work);
    this.#lastWrite = turn.catch(() => {});
    await turn;
  }
}
