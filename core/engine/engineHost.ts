/** The host's part in a run: starts the worker thread, relays, and makes sure that everything ends. */
import { Worker } from 'node:worker_threads';
import { ERRORS, parseEngineCommand, parseEngineMessage } from '../protocol/index.ts';
import type { EngineCommand, EngineMessage, ErrorCode } from '../protocol/index.ts';
import type { ParentLink } from './parentLink.ts';
import { takeShare } from './machineShare.ts';
import { limitThreads } from './threads.ts';

/** Without a parent, the worker may take this long to finish its step and save. */
const SAVE_PATIENCE_MS = 60_000;
/** After its last message the worker ends by itself; if not within this time, it is stopped. */
const EXIT_PATIENCE_MS = 10_000;

type StartCommand = Extract<EngineCommand, { kind: 'start' }>;

export class EngineHost {
  readonly #parent: ParentLink;
  readonly #workerUrl: URL;
  #worker: Worker | undefined;
  #nextSequence = 0;
  #hasLastWord = false;
  #lastSend: Promise<void> = Promise.resolve();

  constructor(parent: ParentLink, workerUrl: URL) {
    this.#parent = parent;
    this.#workerUrl = workerUrl;
  }

  /** Takes a command of the parent. The first one must be `start`. */
  receive(value: unknown): void {
    try {
      const command = parseEngineCommand(value);
      if (command.kind === 'start') this.#worker = this.#startWorker(command);
      this.#worker?.postMessage(command);
    } catch (error) {
      this.#fail('unexpected', error);
      this.#end();
    }
  }

  /** Nobody listens any more, or wants us to go: finish the step, save, end. */
  finishAlone(): void {
    if (!this.#worker) process.exit();
    this.#worker.postMessage({ kind: 'stop', sequence: 0 } satisfies EngineCommand);
    setTimeout(() => this.#end(), SAVE_PATIENCE_MS);
  }

  #startWorker(command: StartCommand): Worker {
    if (this.#worker) throw new Error('The engine was started twice.');
    takeShare(command.share ?? {});
    limitThreads(command.document);
    const worker = new Worker(this.#workerUrl, { name: 'engine' });
    worker.on('message', (value: unknown) => this.#relay(value));
    worker.on('error', (error) => this.#fail(isOutOfMemory(error) ? 'out-of-memory' : 'unexpected', error));
    worker.on('exit', (code) => {
      if (!this.#hasLastWord) this.#fail('engine-crashed', `its thread ended with code ${String(code)}`);
      this.#end();
    });
    return worker;
  }

  #relay(value: unknown): void {
    if (this.#hasLastWord) return;
    try {
      this.#send(parseEngineMessage(value));
    } catch (error) {
      this.#fail('unexpected', error);
      this.#end();
    }
  }

  #send(message: EngineMessage): void {
    this.#nextSequence = message.sequence + 1;
    this.#lastSend = this.#parent.send(message);
    if (message.kind !== 'finished' && message.kind !== 'stopped' && message.kind !== 'failed') return;
    this.#hasLastWord = true;
    setTimeout(() => this.#end(), EXIT_PATIENCE_MS);
  }

  /** Tells the parent about an end that the worker could not tell about. */
  #fail(code: ErrorCode, reason: unknown): void {
    if (this.#hasLastWord) return;
    const { sentence, action } = ERRORS[code];
    const isError = reason instanceof Error;
    const message = `${sentence} Reason: ${isError ? reason.message : String(reason)}. ${action}`;
    const stack = isError && reason.stack !== undefined ? { stack: reason.stack } : {};
    this.#send({ kind: 'failed', sequence: this.#nextSequence, code, message, ...stack });
  }

  /** Ends the process once the parent has everything; by force if native code does not let go of the thread. */
  #end(): void {
    const force = setTimeout(() => process.kill(process.pid, 'SIGKILL'), EXIT_PATIENCE_MS);
    void Promise.all([this.#lastSend, this.#worker?.terminate()]).then(() => {
      clearTimeout(force);
      process.exit();
    });
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY';
}
