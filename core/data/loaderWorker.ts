/** The loader's thread: makes batches in order, at most `prefetchBatches` ahead of the consumer. */
import { parentPort, workerData } from 'node:worker_threads';
import type { MessagePort } from 'node:worker_threads';
import { BatchMaker } from './batchMaker.ts';
import { DataError, errorText } from './dataError.ts';
import type { FromLoader, ToLoader } from './loaderMessages.ts';
import type { LoaderPlan } from './loaderOptions.ts';
import { batchesPerEpoch, epochLengthOf, nextPosition } from './loaderOptions.ts';

/** Counts free places in the queue; `take` waits for one and answers false once the loader is closed. */
class FreePlaces {
  #count: number;
  #closed = false;
  #wake: () => void = () => undefined;

  constructor(count: number) {
    this.#count = count;
  }

  add(): void {
    this.#count++;
    this.#wake();
  }

  close(): void {
    this.#closed = true;
    this.#wake();
  }

  async take(): Promise<boolean> {
    while (this.#count === 0 && !this.#closed) {
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
    this.#count--;
    return !this.#closed;
  }
}

async function deliver(port: MessagePort, plan: LoaderPlan, places: FreePlaces): Promise<void> {
  const maker = new BatchMaker(plan);
  const batches = batchesPerEpoch(epochLengthOf(plan), plan.batchSize);
  let position = plan.startAt;
  while (await places.take()) {
    const batch = await maker.make(position);
    const message: FromLoader = { kind: 'batch', batch };
    port.postMessage(message, [batch.a.buffer, batch.b.buffer]);
    position = nextPosition(position, batches);
  }
}

function asFailure(error: unknown): FromLoader {
  if (error instanceof DataError) {
    return { kind: 'failed', code: error.code, message: error.message, files: error.files };
  }
  const message = `The loader failed: ${errorText(error)}.`;
  return { kind: 'failed', code: 'loader-stopped', message, files: [] };
}

async function main(port: MessagePort, plan: LoaderPlan): Promise<void> {
  const places = new FreePlaces(plan.prefetchBatches);
  port.on('message', (message: ToLoader) => (message.kind === 'taken' ? places.add() : places.close()));
  try {
    await deliver(port, plan, places);
  } catch (error) {
    port.postMessage(asFailure(error));
  } finally {
    // Nothing else keeps the thread alive, so it ends by itself.
    port.close();
  }
}

if (parentPort === null) throw new Error('loaderWorker.ts runs as a worker thread only; use startLoader.');
// No top-level await: the studio builds this program to CommonJS.
void main(parentPort, workerData as LoaderPlan);
