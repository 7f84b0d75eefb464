/** How far a download is, told at most a few times a second. */
import { SpeedMeter } from './speed.ts';

export type DownloadPhase =
  /** Another process downloads the same file. */
  | 'waiting'
  | 'connecting'
  | 'receiving'
  /** The connection broke off; the next attempt comes by itself. */
  | 'retrying'
  | 'verifying';

export interface DownloadProgress {
  readonly phase: DownloadPhase;
  readonly doneBytes: number;
  /** null where the server does not say. */
  readonly totalBytes: number | null;
  /** null while there is nothing to tell. */
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** Why the last attempt failed, while the next one is waited for; else ''. */
  readonly problem: string;
}

/** Faster than anyone reads. */
const REPORT_EVERY_MS = 200;

export class ProgressReporter {
  readonly #report: (progress: DownloadProgress) => void;
  readonly #speed = new SpeedMeter();
  #phase: DownloadPhase | undefined;
  #doneBytes = 0;
  #totalBytes: number | null = null;
  #lastReportMs = -Infinity;
  #pending: NodeJS.Timeout | undefined;
  /** The connection is new: its first report tells what was there, which says nothing about speed. */
  #isFresh = true;

  constructor(report: (progress: DownloadProgress) => void = () => {}) {
    this.#report = report;
  }

  enter(phase: DownloadPhase, problem = ''): void {
    this.#speed.reset();
    this.#isFresh = true;
    this.#tell(phase, problem);
  }

  received(doneBytes: number, totalBytes: number | null): void {
    if (!this.#isFresh) this.#speed.add(doneBytes - this.#doneBytes);
    this.#isFresh = false;
    this.#doneBytes = doneBytes;
    this.#totalBytes = totalBytes;
    const isNews = this.#phase !== 'receiving' || doneBytes === totalBytes;
    const waitMs = this.#lastReportMs + REPORT_EVERY_MS - performance.now();
    if (isNews || waitMs <= 0) this.#tell('receiving', '');
    // Else later: if nothing more comes, the last bytes must be told all the same.
    else this.#pending ??= setTimeout(() => this.#tell('receiving', ''), waitMs).unref();
  }

  #tell(phase: DownloadPhase, problem: string): void {
    clearTimeout(this.#pending);
    this.#pending = undefined;
    this.#phase = phase;
    this.#lastReportMs = performance.now();
    const { bytesPerSecond } = this.#speed;
    const isMoving = bytesPerSecond !== null && bytesPerSecond > 0;
    const secondsLeft =
      isMoving && this.#totalBytes !== null ? (this.#totalBytes - this.#doneBytes) / bytesPerSecond : null;
    const [doneBytes, totalBytes] = [this.#doneBytes, this.#totalBytes];
    this.#report({ phase, doneBytes, totalBytes, bytesPerSecond, secondsLeft, problem });
  }
}
