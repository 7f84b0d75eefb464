/** How far a dataset has come that is being fetched, unpacked and checked. */
import { byteText } from '../../files/byteText.ts';
import type { DownloadPhase, DownloadProgress } from '../../download/progress.ts';

export interface InstallProgress {
  readonly phase: DownloadPhase | 'unpacking' | 'checking';
  /** From 0 to 1; null while nobody knows. */
  readonly fraction: number | null;
  /** Of the download; kept through the later phases. */
  readonly doneBytes: number;
  readonly totalBytes: number | null;
  readonly bytesPerSecond: number | null;
  readonly secondsLeft: number | null;
  /** Pictures unpacked or checked; while a connection is retried, why. */
  readonly detail: string;
}

/** A download by itself, told as part of an installation. */
export function asInstallProgress({ problem, ...progress }: DownloadProgress): InstallProgress {
  const { doneBytes, totalBytes } = progress;
  return { ...progress, fraction: totalBytes ? doneBytes / totalBytes : null, detail: problem };
}

export const PHASES: Readonly<Record<InstallProgress['phase'], string>> = {
  waiting: 'Another process downloads this dataset',
  connecting: 'Connecting',
  receiving: 'Downloading',
  retrying: 'Trying again',
  verifying: 'Checking the download',
  unpacking: 'Unpacking',
  checking: 'Opening every picture',
};

/** E.g. "Downloading … 120.3 MB of 2.10 GB (6 %), 4.2 MB/s". */
export function progressText({
  phase,
  fraction,
  doneBytes,
  totalBytes,
  bytesPerSecond,
  detail,
}: InstallProgress): string {
  const percent = fraction === null ? '' : ` (${String(Math.floor(fraction * 100))} %)`;
  if (phase !== 'receiving') return `${PHASES[phase]} … ${detail}${percent}`;
  const of = totalBytes === null ? '' : ` of ${byteText(totalBytes)}`;
  const speed = bytesPerSecond === null ? '' : `, ${byteText(Math.round(bytesPerSecond))}/s`;
  return `${PHASES[phase]} … ${byteText(doneBytes)}${of}${percent}${speed}`;
}

/** Unpacking and checking tell about every file: more often than anyone reads. */
const TELL_EVERY_MS = 100;

export class ProgressTeller {
  readonly #report: (progress: InstallProgress) => void;
  #last: InstallProgress | undefined;
  #lastMs = -Infinity;

  constructor(report: (progress: InstallProgress) => void = () => {}) {
    this.#report = report;
  }

  download(progress: DownloadProgress): void {
    this.#tell(asInstallProgress(progress));
  }

  phase(phase: InstallProgress['phase'], fraction: number | null, detail: string): void {
    const { doneBytes = 0, totalBytes = null } = this.#last ?? {};
    this.#tell({ phase, fraction, doneBytes, totalBytes, bytesPerSecond: null, secondsLeft: null, detail });
  }

  #tell(progress: InstallProgress): void {
    const isNews = progress.phase !== this.#last?.phase || progress.fraction === 1;
    this.#last = progress;
    if (!isNews && performance.now() - this.#lastMs < TELL_EVERY_MS) return;
    this.#lastMs = performance.now();
    this.#report(progress);
  }
}
