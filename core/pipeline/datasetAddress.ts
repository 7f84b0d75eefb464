/**
 * Datasets that are named by the web address of an archive instead of a folder, so that every machine can bring them:
 * `https://data.lab/shoes.tar.gz`, or `https://data.lab/shoes.tar.gz#sha256=…` where the archive's checksum is known.
 */
import type { DatasetSettings } from './schema/dataset.ts';

export interface DatasetAddress {
  /** Without the checksum. */
  readonly url: string;
  /** Of the archive, lower-case hex. */
  readonly sha256: string | undefined;
  /** What people call it: the archive's name without its ending. */
  readonly name: string;
}

const CHECKSUM = '#sha256=';
const ENDING = /\.(tar\.gz|tgz|tar|zip)$/i;

/** The address in place of a folder; undefined for a path. A checksum that is none counts as part of the address. */
export function datasetAddress(folder: string): DatasetAddress | undefined {
  if (!/^https?:\/\//i.test(folder) || !URL.canParse(folder)) return undefined;
  const at = folder.indexOf(CHECKSUM);
  const url = at < 0 ? folder : folder.slice(0, at);
  const sha256 = at < 0 ? undefined : folder.slice(at + CHECKSUM.length).toLowerCase();
  const { pathname, hostname } = new URL(url);
  const name = decodedName(pathname).replace(ENDING, '');
  return { url, sha256, name: name === '' ? hostname : name };
}

/** Whether the checksum of an address is written as it should be. */
export function hasUsableChecksum({ sha256 }: DatasetAddress): boolean {
  return sha256 === undefined || /^[0-9a-f]{64}$/.test(sha256);
}

/** The folders of a dataset by the name of their setting; none for built-in ones. */
export function foldersOf(dataset: DatasetSettings): readonly (readonly [setting: string, folder: string])[] {
  if ('folder' in dataset) return [['folder', dataset.folder]];
  return 'folderA' in dataset
    ? [
        ['folderA', dataset.folderA],
        ['folderB', dataset.folderB],
      ]
    : [];
}

/** The addresses among its folders. */
export function addressesOf(dataset: DatasetSettings): DatasetAddress[] {
  return foldersOf(dataset).flatMap(([, folder]) => datasetAddress(folder) ?? []);
}

/** The last part of a web address, as a name that no file system minds. */
function decodedName(pathname: string): string {
  return (
    pathname
      .split('/')
      .filter((part) => part !== '')
      .at(-1) ?? ''
  ).replace(/[^\w.-]+/g, '_');
}
