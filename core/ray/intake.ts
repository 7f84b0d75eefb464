/**
 * Takes what a job writes into the store, segment by segment. How far it came is in the store too, and a segment that is
 * taken in twice changes nothing: after any interruption another process goes on where this one was.
 */
import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { pruneCheckpoints } from '../engine/pruneCheckpoints.ts';
import type { HostExit } from '../engine/hostProcess.ts';
import { sha256OfFile } from '../files/sha256.ts';
import { parseEngineMessage, type EngineMessage, type EngineMessageOf, type Progress } from '../protocol/index.ts';
import { recordMessage, runDirectory, type Store } from '../store/index.ts';
import type { Carrier } from './carrier.ts';
import { RayError } from './rayError.ts';
import { decodeEntry, segmentName, type Entry } from './segments.ts';

export type LastWord = EngineMessageOf<'finished' | 'stopped' | 'failed'>;

/** How a job ended that could say so itself. */
export interface JobExit {
  readonly lastWord: LastWord | undefined;
  readonly exit: HostExit;
  /** The last that native code has printed. */
  readonly output: string;
}

export interface IntakeWork {
  readonly store: Store;
  readonly runId: string;
  readonly jobId: string;
  /** How many of the job's segments are in the store already. */
  readonly segments: number;
  readonly onMessage: (message: EngineMessage) => void;
}

export class Intake {
  readonly #work: IntakeWork;
  readonly #keptCheckpoints: number;
  #segments: number;
  #lastWord: LastWord | undefined;
  #progress: Progress | undefined;

  constructor(work: IntakeWork) {
    this.#work = work;
    this.#segments = work.segments;
    this.#keptCheckpoints = work.store.reader.getRun(work.runId).document.checkpoints.keep;
  }

  /** Whether the job has said nothing yet. */
  get isEmpty(): boolean {
    return this.#segments === 0;
  }

  /** Takes in what is there. Returns the job's end if that was among it. @throws RayError, StoreError */
  async takeIn(carrier: Carrier): Promise<JobExit | undefined> {
    for (;;) {
      const there = await carrier.segmentsAround(this.#segments);
      if (!there.has(segmentName(this.#segments))) return undefined;
      while (there.has(segmentName(this.#segments))) {
        const entries = entriesOf(await carrier.readSegment(this.#segments));
        for (const entry of entries) await this.#take(entry, carrier);
        const exit = entries.find((entry) => entry.entry === 'exit');
        // The segments of the end stay uncounted until the end is recorded, so that no crash in between can hide it.
        if (exit) {
          if (this.#lastWord) this.#work.onMessage(this.#lastWord);
          return { lastWord: this.#lastWord, exit, output: exit.output };
        }
        this.#segments++;
        if (!this.#lastWord) this.#work.store.writer.setRemoteJobSegments(this.#work.jobId, this.#segments);
      }
    }
  }

  /** Tells the store that somebody looks after the run. */
  heartbeat(): void {
    this.#work.store.writer.heartbeat(this.#work.runId, this.#progress);
  }

  async #take(entry: CheckedEntry, carrier: Carrier): Promise<void> {
    if (entry.entry !== 'message') return;
    const { message } = entry;
    if (message.kind === 'finished' || message.kind === 'stopped' || message.kind === 'failed') {
      this.#lastWord = message;
    } else if (message.kind === 'checkpoint') {
      await this.#takeCheckpoint(message, carrier);
    } else {
      this.#record(message);
    }
  }

  #record(message: EngineMessage): void {
    const { store, runId, jobId, onMessage } = this.#work;
    if (message.kind === 'progress') this.#progress = message;
    if (message.kind === 'metrics' && this.#progress) {
      const { step, epoch, trainedMs } = message.points.at(-1)!;
      this.#progress = { ...this.#progress, step, epoch, trainedMs };
    }
    recordMessage(store.writer, runId, message, `${jobId}:${String(message.sequence)}`);
    onMessage(message);
  }

  /** The file first, then the record: what is recorded is there. */
  async #takeCheckpoint(message: EngineMessageOf<'checkpoint'>, carrier: Carrier): Promise<void> {
    const { store, runId, jobId } = this.#work;
    const folder = join(runDirectory(dirname(store.path), runId), 'checkpoints');
    const path = join(folder, basename(message.path));
    await mkdir(folder, { recursive: true });
    if (!existsSync(path) || (await sha256OfFile(path)) !== message.sha256) {
      const complaint = await bring(carrier, message, path);
      if (complaint !== undefined) {
        const text = `The checkpoint of step ${String(message.step)} ${complaint}. The run goes on; the next one is brought again.`;
        store.writer.addEvent(runId, { level: 'warning', message: text, step: message.step, id: `${jobId}:${String(message.sequence)}` }); // prettier-ignore
        return;
      }
    }
    this.#record({ ...message, path });
    pruneCheckpoints(store, runId, this.#keptCheckpoints);
  }
}

/** Copies a checkpoint to `path`. Returns why that is not possible, worded to follow its name. */
async function bring(
  carrier: Carrier,
  { path: name, sha256 }: EngineMessageOf<'checkpoint'>,
  path: string,
): Promise<string | undefined> {
  const part = `${path}.part`;
  try {
    if (!(await carrier.fetch(name, part))) return 'is not on its node any more';
    if ((await sha256OfFile(part)) !== sha256) return 'did not come home whole';
    await rename(part, path);
    return undefined;
  } finally {
    await rm(part, { force: true });
  }
}

type CheckedEntry =
  Exclude<Entry, { entry: 'message' }> | { readonly entry: 'message'; readonly message: EngineMessage };

function entriesOf(segment: string): CheckedEntry[] {
  try {
    return segment.trimEnd().split('\n').map(checkedEntry); // prettier-ignore
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new RayError('transfer', `What the job wrote cannot be read (${reason}). Is OMGD Studio of the same version on the node?`); // prettier-ignore
  }
}

function checkedEntry(line: string): CheckedEntry {
  const entry = decodeEntry(line);
  return entry.entry === 'message' ? { entry: 'message', message: parseEngineMessage(entry.message) } : entry;
}
