/** How folders named on the command line can be read. */
import path from 'node:path';
import { existsSync } from 'node:fs';
import { detectLayouts, NOTHING_FOUND, type LayoutReading } from '../../data/detectLayout.ts';
import { CliError } from '../cliError.ts';

/** At least one reading. Throws CliError that tells a mistyped path from a folder without pictures. */
export async function readingsOf(places: readonly string[]): Promise<readonly LayoutReading[]> {
  const folders = places.map((place) => path.resolve(place));
  const missing = folders.find((folder) => !existsSync(folder));
  if (missing !== undefined) throw new CliError(`There is no folder ${missing}. Check the path.`);
  const { readings } = await detectLayouts(folders);
  if (readings.length === 0) throw new CliError(`${folders.join(' and ')}: ${NOTHING_FOUND}`);
  return readings;
}
