/** `omgd-dataset.json`: where an installed dataset came from and which terms were accepted, beside its pictures. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { atomicWrite } from '../../files/atomicWrite.ts';
import type { DatasetLicense } from '../pairSource.ts';

const recordSchema = z.object({
  version: z.literal(1),
  id: z.string(),
  /** Of the archive; of pairs made from a person's own copy, the page that gives it out. */
  address: z.string(),
  /** Of the archive; missing for such pairs. */
  sizeBytes: z.number().optional(),
  /** The same: nobody published one, so this tells whether two installations are the same. */
  sha256: z.string().optional(),
  terms: z.object({ summary: z.string(), page: z.string(), attribution: z.string() }),
  installedAt: z.iso.datetime(),
});

export type InstallRecord = z.infer<typeof recordSchema>;

const FILE_NAME = 'omgd-dataset.json';

export async function writeInstallRecord(folder: string, record: InstallRecord): Promise<void> {
  await atomicWrite(path.join(folder, FILE_NAME), `${JSON.stringify(record, null, 2)}\n`);
}

/** undefined for a folder that was not installed from the catalogue. */
export async function readInstallRecord(folder: string): Promise<InstallRecord | undefined> {
  const text = await readFile(path.join(folder, FILE_NAME), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    return recordSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined; // cut off: as good as none
  }
}

/** What the record says about the use of the pictures. */
export function licenseOf({ terms }: InstallRecord): DatasetLicense {
  return { name: terms.summary, url: terms.page, attribution: terms.attribution };
}
