/** Where the folders of a dataset are on this machine, and whether all of them are there. */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { cacheFolder } from '../../installation/cacheFolder.ts';
import { addressesOf, datasetAddress, type DatasetAddress, type DatasetSettings } from '../../pipeline/index.ts';

/** Where the pictures of an address are once they were fetched: whole, or not there at all. */
export function fetchedFolder({ url, sha256 = '', name }: DatasetAddress): string {
  const key = createHash('sha256').update(`${url} ${sha256}`).digest('hex').slice(0, 24);
  return join(cacheFolder(), 'datasets', key, name);
}

/** The web address of a dataset that this machine has not fetched yet; undefined if nothing is to be fetched. */
export function addressToFetch(dataset: DatasetSettings): DatasetAddress | undefined {
  return addressesOf(dataset).find((address) => !existsSync(fetchedFolder(address)));
}

/** Folders in a document are relative to the document's own folder; for a web address, the folder that it is fetched into. */
export function withAbsoluteFolders(dataset: DatasetSettings, directory: string): DatasetSettings {
  const absolute = (folder: string): string => {
    const address = datasetAddress(folder);
    if (address) return fetchedFolder(address);
    return isAbsolute(folder) ? folder : join(directory, folder);
  };
  switch (dataset.kind) {
    case 'emoji':
    case 'emojiStyles':
      return dataset;
    case 'twoFolders':
    case 'unpairedTwoFolders':
      return { ...dataset, folderA: absolute(dataset.folderA), folderB: absolute(dataset.folderB) };
    default:
      return { ...dataset, folder: absolute(dataset.folder) };
  }
}
