/** From an entry of the catalogue to pictures on the disk: download, unpack, check. What was done already is not done again. */
import { mkdir, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { download, type DownloadedFile } from '../../download/download.ts';
import { mirrored } from '../../download/mirror.ts';
import { withLock } from '../../files/lock.ts';
import { replaceFolder } from '../../files/replaceFolder.ts';
import { sha256OfFile } from '../../files/sha256.ts';
import type { CatalogueEntry } from '../catalogue/entry.ts';
import { DataError } from '../dataError.ts';
import type { DatasetReport } from '../datasetReport.ts';
import { openSource } from '../openSource.ts';
import { datasetSettingsSchema, type DatasetSettings } from '../settings.ts';
import { validateDataset } from '../validateDataset.ts';
import { ProgressTeller, type InstallProgress } from './installProgress.ts';
import { readInstallRecord, writeInstallRecord } from './installRecord.ts';
import { unpackDataset } from './unpackDataset.ts';

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
    await unpackDataset(archive, staging, { signal: options.signal, tell });
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
