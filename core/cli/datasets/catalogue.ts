/** What the catalogue offers, what is there already, and one entry in full. */
import path from 'node:path';
import { CATALOGUE, findInCatalogue } from '../../data/catalogue/catalogue.ts';
import type { CatalogueEntry } from '../../data/catalogue/entry.ts';
import { installFolder } from '../../data/install/installDataset.ts';
import { readInstallRecord } from '../../data/install/installRecord.ts';
import { byteText } from '../../files/byteText.ts';
import { CliError } from '../cliError.ts';
import { dataDirectoryOf, withStore, type DataOptions } from '../dataStore.ts';
import { formatTable } from '../table.ts';

/** Where downloaded datasets live. */
export function datasetsFolder(options: DataOptions): string {
  return path.join(dataDirectoryOf(options), 'datasets');
}

/** @throws CliError naming all ids. */
export function requireEntry(id: string): CatalogueEntry {
  const entry = findInCatalogue(id);
  if (entry !== undefined) return entry;
  const ids = CATALOGUE.map((known) => known.id).join(', ');
  throw new CliError(`There is no dataset "${id}" in the catalogue. There are: ${ids}.`);
}

export async function listDatasets(options: DataOptions): Promise<void> {
  const root = datasetsFolder(options);
  const rows = CATALOGUE.map(async (entry) => [entry.id, entry.task, entry.pairing, sizeText(entry), await stateText(entry, root), entry.terms.summary]); // prettier-ignore
  const columns = ['ID', 'TASK', 'PICTURES', 'DOWNLOAD', 'STATE', 'TERMS'].map((title) => ({ title }));
  console.log(formatTable(columns, await Promise.all(rows)));
  const known = await withStore(options, ({ reader }) => reader.listDatasets());
  if (known.length === 0) return;
  console.log(`\nKnown here:`);
  console.log(formatTable([{ title: 'NAME' }, { title: 'SETTINGS' }], known.map(({ name, settings }) => [name, JSON.stringify(settings)]))); // prettier-ignore
}

export async function showDataset(id: string, options: DataOptions): Promise<void> {
  const entry = requireEntry(id);
  const root = datasetsFolder(options);
  const rows = [
    ['Name', entry.name],
    ['Task', `${entry.task} (${entry.pairing})`],
    ['Pictures', entry.pictures],
    ['Source', sourceText(entry)],
    ['Size', sizeText(entry)],
    ['State', await stateText(entry, root)],
    ['Terms', entry.terms.text],
    ['', entry.terms.page],
    ['Cite', entry.terms.attribution],
  ];
  for (const [label, text] of rows) console.log(`${label!.padEnd(10)}${text!}`);
}

function sourceText({ source }: CatalogueEntry): string {
  switch (source.kind) {
    case 'builtIn':
      return 'comes with the studio';
    case 'ownArchives':
      return `${source.page}: ${source.archives.join(', ')} (account needed), then "datasets prepare-cityscapes"`;
    case 'download':
      return source.address;
  }
}

function sizeText({ source }: CatalogueEntry): string {
  if (source.kind !== 'download') return '-';
  return source.aboutBytes === null ? 'not known' : `about ${byteText(source.aboutBytes)}`;
}

async function stateText(entry: CatalogueEntry, root: string): Promise<string> {
  if (entry.source.kind === 'builtIn') return 'built in';
  const record = await readInstallRecord(installFolder(root, entry.id));
  if (record === undefined) return '-';
  return entry.source.kind === 'ownArchives' ? 'made' : 'downloaded';
}
