/** `omgd-studio datasets split`: divides a folder, near-duplicates kept together. */
import { makeSplit } from '../../data/splitting/makeSplit.ts';
import { StatusLine } from '../statusLine.ts';
import { readingsOf } from './readingsOf.ts';

const FAMILIES_SHOWN = 5;

export async function splitFolder(folder: string, shares: { validation: number; test: number }): Promise<void> {
  const reading = (await readingsOf([folder]))[0]!;
  const status = new StatusLine(process.stderr);
  const onProgress = (done: number, total: number): void => {
    status.show(`Looking for near-duplicates … ${String(done)} of ${String(total)}`);
  };
  const { file, pairs, families } = await makeSplit(reading.settings, { ...shares, onProgress }).finally(() =>
    status.clear(),
  );
  console.log(`Read as: ${reading.title}`);
  console.log(
    `${String(pairs.train)} training, ${String(pairs.validation)} validation, ${String(pairs.test)} test pairs`,
  );
  if (families.length > 0) {
    console.log(`${String(families.length)} groups of near-duplicates are kept together, for example:`);
    for (const family of families.slice(0, FAMILIES_SHOWN)) console.log(`    ${family.join(', ')}`);
  }
  console.log(`Wrote ${file}`);
}
