/** From an entry of the catalogue to pictures on the disk: download, unpack, check. What was done already is not done again. */
import { mkdir, readdir, rename, rm, rmdir, stat } from 'node:fs/promises';
import path from 'node:path';
import { ArchiveError } from '../../archive/archiveError.ts';
import { DATASET_LIMITS, unpack, type UnpackProgress } from '../../archive/unpack.ts';
import { download, type DownloadedFile } from '../../download/download.ts';
import { mirrored } from '../../download/mirror.ts';
import type { DownloadPhase, DownloadProgress } from '../../download/progress.ts';
import { withLock } from '../../files/lock.ts';
import { replaceFolder } from '../../files/replaceFolder.ts';
import { sha256OfFile } from '../../files/sha256.ts';
import type { CatalogueEntry } from '../catalogue/entry.ts';
import { DataError } from '../dataError.ts';
import type { DatasetReport } from '../datasetReport.ts';
import { openSource } from '../openSource.ts';
import { datasetSettingsSchema, type DatasetSettings } from '../settings.ts';
import { validateDataset } from '../validateDataset.ts';
import { readInstallRecord, writeInstallRecord } from './installRecord.ts';

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

export interface InstallOptions {
  /** Where datasets live; this one gets a folder of its own below it, called by its id. */
  readonly root: string;
  readonly onProgress?: ((progress: InstallProgress) => void) | undefined;
  /** Aborting rejects with the signal's reason; what was downloaded stays for the next time. */
  readonly signal?: AbortSignal | undefined;
  readonly retryAfterMs?: readonly number[] | undefined;
}

export interface InstalledDataset {
  readonly folder: string;
  /** How a pipeline reads it. */
  readonly settings: DatasetSettings;
  /** What the check of every file found. */
  readonly report: DatasetReport;
}

/** Crops as the papers have them: smaller pictures get a warning. */
const CROP_SIZE = 256;

/** The folder of an installed dataset; its record says whether it is whole. */
export function installFolder(root: string, id: string): string {
  return path.join(root, id);
}

/** Where the archive of `address` lies while it is on its way. */
export function archiveFile(root: string, address: string): string {
  return path.join(root, '.downloads', path.posix.basename(new URL(address).pathname));
}

/** @throws DownloadError, ArchiveError or DataError with a sentence for the user, or the reason of `signal`. */
export async function installDataset(entry: CatalogueEntry, options: InstallOptions): Promise<InstalledDataset> {
  const { root, signal } = options;
  const folder = installFolder(root, entry.id);
  const tell = new ProgressTeller(options.onProgress);
  await mkdir(root, { recursive: true });
  const work = (): Promise<void> => fetchAndUnpack(entry, folder, options, tell);
  await withLock(`${folder}.lock`, () => tell.phase('waiting', null, ''), work, signal);
  const settings = settingsFor(entry, folder);
  const onProgress = (done: number, total: number): void => {
    tell.phase('checking', done / total, `${done.toLocaleString('en')} of ${total.toLocaleString('en')} pictures`);
  };
  const { report } = await validateDataset(openSource(settings), {
    cropSize: CROP_SIZE,
    onProgress,
    ...(signal && { signal }),
  });
  return { folder, settings, report };
}

function settingsFor({ layout, direction }: CatalogueEntry, folder: string): DatasetSettings {
  const kind = layout === 'sideBySide' ? 'sideBySide' : 'unpairedFolder';
  return datasetSettingsSchema.parse({ kind, folder, direction });
}

async function fetchAndUnpack(
  entry: CatalogueEntry,
  folder: string,
  options: InstallOptions,
  tell: ProgressTeller,
): Promise<void> {
  if ((await readInstallRecord(folder)) !== undefined) return;
  const { source } = entry;
  if (source.kind !== 'download') {
    const message = `"${entry.name}" cannot be downloaded by the studio. ${entry.terms.text}`;
    throw new DataError('options-invalid', message);
  }
  const address = mirrored(source.address, 'OMGD_DATASET_MIRROR');
  const archive = archiveFile(options.root, address);
  const { sizeBytes, sha256 } =
    (await archiveThere(archive)) ?? (await fetchArchive(address, source.limitBytes, archive, options, tell));
  await replaceFolder(folder, async (staging) => {
    await unpackArchive(archive, staging, options, tell);
    await hoistOnlyFolder(staging);
    const { summary, page, attribution } = entry.terms;
    const terms = { summary, page, attribution };
    const origin = { version: 1, id: entry.id, address, sizeBytes, sha256 } as const;
    await writeInstallRecord(staging, { ...origin, terms, installedAt: new Date().toISOString() });
  });
  await rm(archive, { force: true });
}

/** Only whole archives lie under their own name: after a full disk, this one need not be fetched again. */
async function archiveThere(archive: string): Promise<{ sizeBytes: number; sha256: string } | undefined> {
  const found = await stat(archive).catch(() => undefined);
  return found && { sizeBytes: found.size, sha256: await sha256OfFile(archive) };
}

function fetchArchive(
  address: string,
  limitBytes: number,
  file: string,
  { signal, retryAfterMs }: InstallOptions,
  tell: ProgressTeller,
): Promise<DownloadedFile> {
  return download({ address, file, limitBytes, signal, retryAfterMs, onProgress: (now) => tell.download(now) });
}

async function unpackArchive(archive: string, folder: string, options: InstallOptions, tell: ProgressTeller) {
  const onProgress = ({ files, fraction }: UnpackProgress): void => {
    tell.phase('unpacking', fraction, `${files.toLocaleString('en')} files`);
  };
  try {
    await unpack(archive, folder, { limits: DATASET_LIMITS, signal: options.signal, onProgress });
  } catch (error) {
    // An archive that is no good would be no good the next time either.
    if (error instanceof ArchiveError && error.code !== 'disk-full') await rm(archive, { force: true });
    throw error;
  }
}

/** Archives hold one folder of their own name: its content is the dataset. */
async function hoistOnlyFolder(folder: string): Promise<void> {
  const [only, ...more] = await readdir(folder, { withFileTypes: true });
  if (only === undefined || more.length > 0 || !only.isDirectory()) return;
  const inside = path.join(folder, only.name);
  // Renamed first: what is inside may have the same name.
  const aside = path.join(folder, '.omgd-unpacked');
  await rename(inside, aside);
  for (const name of await readdir(aside)) await rename(path.join(aside, name), path.join(folder, name));
  await rmdir(aside);
}

/** Unpacking and checking tell about every file: more often than anyone reads. */
const TELL_EVERY_MS = 100;

class ProgressTeller {
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
