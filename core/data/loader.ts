/** The owner's side of the loader: batches come ready-made from a thread of their own. */
import { Worker } from 'node:worker_threads';
import type { LoadedBatch } from './batch.ts';
import { DataError } from './dataError.ts';
import type { FromLoader, ToLoader } from './loaderMessages.ts';
import type { LoaderOptions, LoaderPlan } from './loaderOptions.ts';
import { batchesPerEpoch, epochLengthOf, planLoader } from './loaderOptions.ts';

/** A thread that does not end by itself within this time after `close` is stopped by force. */
const CLOSE_PATIENCE_MS = 5000;

export interface Loader {
  readonly batchesPerEpoch: number;
  /**
   * The next batch; epochs follow each other without end. Rejects with `DataError` (which names the file) if a picture
   * cannot be read, and after `close`.
   */
  next(): Promise<LoadedBatch>;
  /** Ends the thread and frees its memory. May be called more than once. */
  close(): Promise<void>;
}

/** How the thread is started. A bundle, where files lie elsewhere, passes `workerUrl` to `startLoader`. */
function startWorker(plan: LoaderPlan, workerUrl = new URL('./loaderWorker.ts', import.meta.url)): Worker {
  return new Worker(workerUrl, { workerData: plan, name: 'loader' });
}

/** Starts making batches at once. Throws `DataError` if the options make no sense or there are too few pairs. */
export function startLoader(options: LoaderOptions & { readonly workerUrl?: URL }): Loader {
  const { workerUrl, ...loaderOptions } = options;
  const plan = planLoader(loaderOptions);
  return new WorkerLoader(startWorker(plan, workerUrl), batchesPerEpoch(epochLengthOf(plan), plan.batchSize));
}

interface Waiter {
  readonly resolve: (batch: LoadedBatch) => void;
  readonly reject: (error: DataError) => void;
}

class WorkerLoader implements Loader {
  readonly batchesPerEpoch: number;
  readonly #worker: Worker;
  readonly #ready: LoadedBatch[] = [];
  readonly #waiting: Waiter[] = [];
  readonly #ended: Promise<void>;
  #failure: DataError | undefined;

  constructor(worker: Worker, batches: number) {
    this.batchesPerEpoch = batches;
    this.#worker = worker;
    this.#ended = new Promise((resolve) => {
      worker.once('exit', () => {
        this.#fail(new DataError('loader-stopped', 'The loader has ended, so there are no more batches.'));
        resolve();
      });
    });
    worker.on('message', (message: FromLoader) => this.#receive(message));
    worker.on('error', (error) => {
      this.#fail(new DataError('loader-stopped', `The loader's thread broke down: ${error.message}.`, [], error));
    });
  }

  next(): Promise<LoadedBatch> {
    const batch = this.#ready.shift();
    if (batch !== undefined) {
      this.#tell({ kind: 'taken' });
      return Promise.resolve(batch);
    }
    if (this.#failure !== undefined) return Promise.reject(this.#failure);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  async close(): Promise<void> {
    this.#fail(new DataError('loader-stopped', 'The loader was closed.'));
    this.#ready.length = 0;
    this.#tell({ kind: 'close' });
    const force = setTimeout(() => void this.#worker.terminate(), CLOSE_PATIENCE_MS);
    await this.#ended;
    clearTimeout(force);
  }

  #receive(message: FromLoader): void {
    if (message.kind === 'failed') {
      this.#fail(new DataError(message.code, message.message, message.files));
      return;
    }
    if (this.#failure !== undefined) return;
    const waiter = this.#waiting.shift();
    if (waiter === undefined) {
      this.#ready.push(message.batch);
    } else {
      this.#tell({ kind: 'taken' });
      waiter.resolve(message.batch);
    }
  }

  /** The first failure stays: what follows it is only its consequence. */
  #fail(error: DataError): void {
    this.#failure ??= error;
    for (const waiter of this.#waiting.splice(0)) waiter.reject(this.#failure);
  }

  #tell(message: ToLoader): void {
    this.#worker.postMessage(message);
  }
}
