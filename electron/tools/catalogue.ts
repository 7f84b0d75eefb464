/** Jobs about the catalogue: what it offers, and a download, which `stop` ends by the entry's id. */
import { access } from 'node:fs/promises';
import { CATALOGUE, findInCatalogue } from '../../core/data/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../core/data/catalogue/entry.ts';
import { datasetIdOf } from '../../core/data/datasetId.ts';
import { archiveFile, installDataset, installFolder } from '../../core/data/install/installDataset.ts';
import type { InstallProgress } from '../../core/data/install/installProgress.ts';
import { readInstallRecord } from '../../core/data/install/installRecord.ts';
import type { DatasetSettings } from '../../core/pipeline/index.ts';
import type { CatalogueDataset } from '../../core/protocol/studio/catalogue.ts';
import type { DatasetReport } from '../../core/protocol/studio/datasets.ts';
import { studioReport } from './datasets.ts';
import { stoppable } from './stoppable.ts';

export type Installed =
  | { readonly kind: 'stopped' }
  | {
      readonly kind: 'installed';
      readonly folder: string;
      readonly settings: DatasetSettings;
      readonly report: DatasetReport;
    };

/** `root`: the folder of downloaded datasets. Downloads on their way are not known here. */
export async function listCatalogue(root: string): Promise<Omit<CatalogueDataset, 'progress'>[]> {
  return await Promise.all(
    CATALOGUE.map(async (entry) => {
      const { id, name, task, pairing, pictures, source, terms } = entry;
      return { id, name, task, pairing, pictures, source, terms, state: await stateOf(entry, root) };
    }),
  );
}

async function stateOf(entry: CatalogueEntry, root: string): Promise<CatalogueDataset['state']> {
  if (entry.source.kind === 'builtIn') return 'builtIn';
  if ((await readInstallRecord(installFolder(root, entry.id))) !== undefined) return 'installed';
  if (entry.source.kind !== 'download') return 'absent';
  const archive = archiveFile(root, entry.source.address);
  const found = await Promise.all([archive, `${archive}.part`].map((file) => access(file).then(() => true, () => false))); // prettier-ignore
  return found.includes(true) ? 'partial' : 'absent';
}

export async function installFromCatalogue(
  { id, root }: { readonly id: string; readonly root: string },
  report: (progress: InstallProgress) => void,
): Promise<Installed> {
  const entry = findInCatalogue(id);
  if (entry === undefined) throw new Error(`There is no dataset "${id}" in the catalogue.`);
  const installed = await stoppable(id, (signal) => installDataset(entry, { root, signal, onProgress: report }));
  if (!installed) return { kind: 'stopped' };
  const { folder, settings, report: found } = installed;
  return { kind: 'installed', folder, settings, report: studioReport(datasetIdOf(settings), found) };
}
