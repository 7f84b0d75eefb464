/** Opens the dataset of a document, and shows how one comes that is fetched from a web address. */
import { openDataset } from '../data/fetched/openDataset.ts';
import { progressText } from '../data/install/installProgress.ts';
import type { PairSource } from '../data/pairSource.ts';
import type { DatasetSettings } from '../pipeline/index.ts';
import { StatusLine } from './statusLine.ts';

/** @throws DataError if it cannot be fetched */
export function openShownDataset(dataset: DatasetSettings, directory: string): Promise<PairSource> {
  const status = new StatusLine(process.stderr);
  const opened = openDataset(dataset, directory, { onProgress: (progress) => status.show(progressText(progress)) });
  return opened.finally(() => status.clear());
}
