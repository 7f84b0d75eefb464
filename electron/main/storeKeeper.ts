/** The store of this process: opened at start, and kept apart from its failure, which the window shows with a way out. */
import { databasePath, openStore, setDatabaseAside, StoreError, type Store } from '../../core/store/index.ts';
import type { StoreState } from '../../core/protocol/studio/app.ts';
import { toStudioError } from './errors.ts';

export class StoreKeeper {
  readonly #path: string;
  #store: Store | undefined;
  #failure: unknown;

  constructor(dataFolder: string) {
    this.#path = databasePath(dataFolder);
  }

  /** Opens the database and marks runs whose owner is gone. Never throws: see `state`. */
  open(): void {
    if (this.#store) return;
    try {
      this.#store = openStore(this.#path);
      this.#store.writer.markInterruptedRuns();
      this.#failure = undefined;
    } catch (error) {
      this.close();
      this.#failure = error;
    }
  }

  /** Throws why the database could not be opened, while it could not. */
  get store(): Store {
    if (this.#store) return this.#store;
    throw this.#failure;
  }

  get isOpen(): boolean {
    return this.#store !== undefined;
  }

  get state(): StoreState {
    if (this.#store) return { kind: 'ready' };
    const canSetAside = this.#failure instanceof StoreError && SET_ASIDE_CODES.has(this.#failure.code);
    return { kind: 'failed', error: toStudioError(this.#failure), canSetAside };
  }

  /** Renames the damaged database and begins a new one. Returns where the old one is. */
  setAside(): string {
    this.close();
    const path = setDatabaseAside(this.#path);
    this.open();
    return path;
  }

  close(): void {
    this.#store?.close();
    this.#store = undefined;
  }
}

const SET_ASIDE_CODES: ReadonlySet<string> = new Set(['database-damaged', 'database-foreign', 'database-newer']);
