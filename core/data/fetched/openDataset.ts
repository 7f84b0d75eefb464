/** Opens the dataset of a document. One that is named by a web address is fetched first, once for each machine. */
import { rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { ArchiveError } from '../../archive/archiveError.ts';
import { DATASET_LIMITS } from '../../archive/unpack.ts';
import { download } from '../../download/download.ts';
import { DownloadError } from '../../download/downloadError.ts';
import { withLock } from '../../files/lock.ts';
import { replaceFolder } from '../../files/replaceFolder.ts';
import { addressesOf, type DatasetAddress, type DatasetSettings } from '../../pipeline/index.ts';
import { DataError } from '../dataError.ts';
import { ProgressTeller, type InstallProgress } from '../install/installProgress.ts';
import { unpackDataset } from '../install/unpackDataset.ts';
import { openSource } from '../openSource.ts';
import type { PairSource } from '../pairSource.ts';
import { fetchedFolder, withAbsoluteFolders } from './datasetFolders.ts';

export interface FetchOptions {
  readonly onProgress?: ((progress: InstallProgress) => void) | undefined;
  /** Aborting rejects with the signal's reason; what was downloaded stays for the next time. */
  readonly signal?: AbortSignal | undefined;
  readonly retryAfterMs?: readonly number[] | undefined;
}

/** Relative folders are below `directory`. @throws DataError `not-fetched` if an address cannot be fetched */
export async function openDataset(
  dataset: DatasetSettings,
  directory: string,
  options: FetchOptions = {},
): Promise<PairSource> {
  for (const address of addressesOf(dataset)) await fetch(address, options);
  return openSource(withAbsoluteFolders(dataset, directory));
}

/** Several programs of a machine may want it at once: the first one fetches it. */
async function fetch(address: DatasetAddress, options: FetchOptions): Promise<void> {
  const folder = fetchedFolder(address);
  if (existsSync(folder)) return;
  const tell = new ProgressTeller(options.onProgress);
  const work = (): Promise<void> => fetchInto(folder, address, options, tell);
  try {
    await withLock(`${folder}.lock`, () => tell.phase('waiting', null, ''), work, options.signal);
  } catch (error) {
    if (!(error instanceof DownloadError || error instanceof ArchiveError)) throw error;
    throw new DataError('not-fetched', `The dataset ${address.url} cannot be fetched. ${error.message}`, [], error);
  }
}

async function fetchInto(
  folder: string,
  { url, sha256 }: DatasetAddress,
  { signal, retryAfterMs }: FetchOptions,
  tell: ProgressTeller,
): Promise<void> {
  if (existsSync(folder)) return;
  const file = `${folder}.archive`;
  const limitBytes = DATASET_LIMITS.mostBytes;
  await download({ address: url, file, sha256, limitBytes, signal, retryAfterMs, onProgress: (now) => tell.download(now) }); // prettier-ignore
  await replaceFolder(folder, (staging) => unpackDataset(file, staging, { signal, tell }));
  await rm(file, { force: true });
}
