/** Runs one run: starts its host process, records what it says, and turns a dead host into a recorded interruption. */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { parseEngineMessage, type EngineCommand, type EngineMessage, type MachineShare } from '../protocol/index.ts';
import { keepReserve, runDirectory, StoreError, withReserve, type RunEnd, type Store } from '../store/index.ts';
import { forkHost, type HostExit, type HostProcess, type LaunchHost } from './hostProcess.ts';
import { endBecauseOf, interruptionOf, type ExplainedEnd } from './interruption.ts';
import { pruneCheckpoints } from './pruneCheckpoints.ts';
import { RunRecorder } from './runRecorder.ts';
import { takeOverRun } from './startRun.ts';

export interface SuperviseOptions {
  readonly store: Store;
  /** A `queued` run starts from the beginning; any other goes on from its latest usable checkpoint. */
  readonly runId: string;
  /** Stop there, measured and saved; the run can be resumed and goes on exactly as planned. Default: its end. */
  readonly untilStep?: number;
  /** What of the machine the run may use. Default: all of it. */
  readonly share?: MachineShare;
  /** How the host process is started. Default: as a child of this Node process. */
  readonly launch?: LaunchHost;
  /** Called for every message, after it was handed to the store. */
  readonly onMessage?: (message: EngineMessage) => void;
  /** What native code prints. */
  readonly onOutput?: (text: string) => void;
  /** How long the engine may take to answer `stop`, and to end after its last message, in milliseconds. */
  readonly patienceMs?: { readonly stop: number; readonly exit: number };
}

export interface SupervisedRun {
  pause(): void;
  resume(): void;
  /** Finish the step, save, end. An engine that does not react in time is ended by force. */
  stop(): void;
  /** Ends the engine at once; what came after the last checkpoint is lost. */
  kill(): void;
  /** Only where the run goes on without this process: follow it no longer. It can be followed again later. */
  leave?(): void;
  /** How the run ended; resolves when the host process is gone and all is recorded. */
  readonly ended: Promise<RunEnd>;
}

const PATIENCE_MS = { stop: 120_000, exit: 20_000 } as const;
/** So much of the host's output is kept, to be quoted if it crashes. */
const OUTPUT_CHARACTERS = 2_000;

/**
 * Takes the run over and starts its engine. Rejects with a StoreError (`run-busy`, …) or a TrainError
 * (`checkpoint-missing`, `checkpoint-damaged`); the run is then as it was.
 */
export async function superviseRun(options: SuperviseOptions): Promise<SupervisedRun> {
  const { store, runId, untilStep, share } = options;
  requireNotOnCluster(store, runId);
  keepReserve(store.path);
  const { run, resume, earlierRuns, library } = await takeOverRun(store, runId);
  const folder = runDirectory(dirname(store.path), runId);
  await mkdir(folder, { recursive: true });
  const supervision = new Supervision(options, run.document.checkpoints.keep);
  supervision.send({
    kind: 'start',
    sequence: 0,
    runId,
    document: run.document,
    documentDirectory: run.documentDirectory,
    runDirectory: folder,
    ...(resume ? { resume } : {}),
    ...(Object.keys(earlierRuns).length > 0 ? { earlierRuns } : {}),
    ...(Object.keys(library).length > 0 ? { library } : {}),
    ...(untilStep === undefined ? {} : { untilStep }),
    ...(share ? { share } : {}),
  });
  return supervision;
}

/** Two engines must never work on one run. */
function requireNotOnCluster({ reader }: Store, runId: string): void {
  const job = reader.openRemoteJobOf(runId);
  if (!job) return;
  const { name } = reader.getRun(runId);
  throw new StoreError(
    'run-busy',
    `The cluster "${job.target.name}" works on "${name}". Follow it there, or stop it there first.`,
  );
}

class Supervision implements SupervisedRun {
  readonly ended: Promise<RunEnd>;
  readonly #options: SuperviseOptions;
  readonly #keptCheckpoints: number;
  readonly #recorder: RunRecorder;
  readonly #host: HostProcess;
  readonly #patienceMs: { readonly stop: number; readonly exit: number };
  readonly #killWithParent = (): void => this.#host.kill();
  #resolveEnded: (end: RunEnd) => void = () => {};
  #nextSequence = 1;
  #output = '';
  #force: NodeJS.Timeout | undefined;
  /** The engine's last word. */
  #end: RunEnd | undefined;
  /** Why recording had to be given up. */
  #failure: ExplainedEnd | undefined;
  /** Why the host was killed, if it was us. */
  #killedFor: 'request' | 'silence' | undefined;

  constructor(options: SuperviseOptions, keptCheckpoints: number) {
    this.#options = options;
    this.#keptCheckpoints = keptCheckpoints;
    this.#patienceMs = options.patienceMs ?? PATIENCE_MS;
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve));
    this.#recorder = new RunRecorder(options.store.writer, options.runId, (error) => this.#giveUp(error));
    this.#host = (options.launch ?? forkHost)({
      onMessage: (value) => this.#receive(value),
      onOutput: (text) => this.#hear(text),
      onExit: (exit) => this.#finish(exit),
    });
    process.on('exit', this.#killWithParent);
  }

  send(command: EngineCommand): void {
    this.#host.send(command);
  }

  pause(): void {
    this.send({ kind: 'pause', sequence: this.#nextSequence++ });
  }

  resume(): void {
    this.send({ kind: 'resume', sequence: this.#nextSequence++ });
  }

  stop(): void {
    if (this.#end || this.#force) return;
    this.send({ kind: 'stop', sequence: this.#nextSequence++ });
    this.#killAfter(this.#patienceMs.stop);
    this.#guarded(() => this.#options.store.writer.setState(this.#options.runId, 'stopping'));
  }

  kill(): void {
    this.#killedFor ??= 'request';
    this.#host.kill();
  }

  #receive(value: unknown): void {
    if (this.#end || this.#failure) return;
    this.#guarded(() => {
      const message = parseEngineMessage(value);
      if (message.kind === 'finished' || message.kind === 'stopped') this.#end = { state: message.kind };
      if (message.kind === 'failed') this.#end = { state: 'failed', code: message.code, message: message.message };
      if (this.#end) this.#killAfter(this.#patienceMs.exit);
      this.#recorder.record(message);
      if (message.kind === 'checkpoint') {
        pruneCheckpoints(this.#options.store, this.#options.runId, this.#keptCheckpoints);
      }
      this.#options.onMessage?.(message);
    });
  }

  #hear(text: string): void {
    this.#output = (this.#output + text).slice(-OUTPUT_CHARACTERS);
    this.#options.onOutput?.(text);
  }

  #finish(exit: HostExit): void {
    clearTimeout(this.#force);
    process.off('exit', this.#killWithParent);
    try {
      withReserve(this.#options.store.path, () => {
        this.#recorder.close();
        if (!this.#end || this.#failure) this.#end = this.#recordEnd(this.#failure ?? this.#interruption(exit));
      });
      this.#resolveEnded(this.#end!);
    } catch (error) {
      this.#resolveEnded(this.#failure ?? endBecauseOf(error));
    }
  }

  /** How the run ended whose host is gone without a last word. */
  #interruption(exit: HostExit): ExplainedEnd {
    const end = interruptionOf(exit, this.#killedFor);
    const words = this.#output.trim();
    const { code, message } = end;
    const event = words === '' ? message : `${message}\nIts last words:\n${words}`;
    this.#options.store.writer.addEvent(this.#options.runId, { level: 'error', message: event, ...(code && { code }) });
    return end;
  }

  #recordEnd(end: RunEnd): RunEnd {
    this.#options.store.writer.finishRun(this.#options.runId, end);
    return end;
  }

  #guarded(work: () => void): void {
    try {
      work();
    } catch (error) {
      this.#giveUp(error);
    }
  }

  /** The store refuses, or the engine talks nonsense: nothing can be recorded any more, so the engine must not go on. */
  #giveUp(error: unknown): void {
    this.#failure ??= endBecauseOf(error);
    this.#host.kill();
  }

  #killAfter(milliseconds: number): void {
    clearTimeout(this.#force);
    this.#force = setTimeout(() => {
      if (!this.#end) this.#killedFor ??= 'silence';
      this.#host.kill();
    }, milliseconds);
  }
}
