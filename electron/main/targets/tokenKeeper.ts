/**
 * Tokens of clusters that a person has typed into the settings: on disk encrypted with the system's key, in this process
 * as environment variables, which is where core/ray looks for them. The window never gets one back.
 */
import { safeStorage } from 'electron';
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { JsonFile } from '../files/jsonFile.ts';

/** Name of the variable → encrypted token, base64. */
const FileSchema = z.record(z.string(), z.string());

export class TokenKeeper {
  readonly #file: JsonFile<Record<string, string>>;
  #encrypted: Readonly<Record<string, string>> = {};
  /** Variables whose tokens are gone when the studio is closed. */
  readonly #unsaved = new Set<string>();

  constructor(path: string) {
    this.#file = new JsonFile(path, FileSchema);
  }

  /** Call it when the program is ready: the system's key is not to be had before. */
  async load(): Promise<void> {
    this.#encrypted = (await this.#file.read()) ?? {};
    for (const [variable, encrypted] of Object.entries(this.#encrypted)) {
      const token = decrypted(encrypted);
      if (token !== undefined) process.env[variable] ??= token;
    }
  }

  stateOf(variable: string): 'kept' | 'kept-until-closed' | undefined {
    if (this.#unsaved.has(variable)) return 'kept-until-closed';
    // One that was encrypted with another key cannot be had any more.
    return variable in this.#encrypted && process.env[variable] !== undefined ? 'kept' : undefined;
  }

  async keep(variable: string, token: string): Promise<void> {
    process.env[variable] = token;
    if (!safeStorage.isEncryptionAvailable()) {
      this.#unsaved.add(variable);
      return;
    }
    this.#encrypted = { ...this.#encrypted, [variable]: safeStorage.encryptString(token).toString('base64') };
    await this.#file.write(this.#encrypted);
  }

  async forget(variable: string): Promise<void> {
    if (await this.release(variable)) Reflect.deleteProperty(process.env, variable);
  }

  /**
   * Takes a token from the disk only: until this process ends, runs that are followed have it, and `keepAgain` does.
   * Resolves to whether it was kept here.
   */
  async release(variable: string): Promise<boolean> {
    if (this.stateOf(variable) === undefined && !(variable in this.#encrypted)) return false;
    this.#unsaved.delete(variable);
    this.#encrypted = Object.fromEntries(Object.entries(this.#encrypted).filter(([name]) => name !== variable));
    await this.#file.write(this.#encrypted);
    return true;
  }

  /** After `release`. */
  async keepAgain(variable: string): Promise<void> {
    const token = process.env[variable];
    if (token !== undefined) await this.keep(variable, token);
  }
}

/** The variable of a target that gets its token from the settings: readable, and no other target's. */
export function tokenVariableOf(name: string): string {
  const readable = name.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
  return `OMGD_TOKEN_${readable}_${createHash('sha256').update(name).digest('hex').slice(0, 6).toUpperCase()}`;
}

/** undefined for a token of another person's key, or of a key that is not there any more. */
function decrypted(encrypted: string): string | undefined {
  try {
    return safeStorage.decryptString(Buffer.from(encrypted, 'base64'));
  } catch {
    return undefined;
  }
}
