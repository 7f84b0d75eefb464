/** The program as a package, for nodes where it is not installed. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { PackedFile } from './packages.ts';
import { RayError } from './rayError.ts';

/** What a node needs to install and to train: the core, what makes it ready … */
const SOURCES = ['core', 'scripts', 'package.json', 'package-lock.json', '.npmrc', 'LICENSE'];
/** … and the shipped weights. */
const RESOURCES = 'resources';
/** What starts there. */
const ENTRY = join('core', 'ray', 'job', 'main.ts');
/** Measurements and pictures of the studio itself. */
const NOT_NEEDED = /^(scripts\/(bench|demo|results|studio|runs)\/|resources\/icon\/)/;

/** Where this file lies in the sources, and in the archive of a packaged studio, which holds bundles only. */
const ROOT = join(import.meta.dirname, '..', '..');

/**
 * What is packed, from the folder of the sources; a packaged studio has them beside its archive (electron-builder.yml).
 * @throws RayError where they are not there
 */
export async function programFiles(root = ROOT): Promise<PackedFile[]> {
  const beside = join(root, '..');
  // The archive has a package.json as well, which knows of no development.
  const sources = [root, join(beside, 'program')].find((folder) => existsSync(join(folder, ENTRY)));
  if (sources === undefined) {
    throw new RayError('transfer', 'The sources of this studio, which the nodes need, are not there to be uploaded. Install OMGD Studio again; or install it in the same folder on every node, and name that folder as the "installation" of the target.'); // prettier-ignore
  }
  const shipped = existsSync(join(sources, RESOURCES)) ? sources : beside;
  const files = await Promise.all([
    ...SOURCES.map((part) => filesUnder(sources, part)),
    filesUnder(shipped, RESOURCES),
  ]);
  return files.flat().filter(({ name }) => !NOT_NEEDED.test(name));
}

async function filesUnder(place: string, part: string): Promise<PackedFile[]> {
  if (!/^[a-z]+$/.test(part)) return [{ name: part, content: { path: join(place, part) } }];
  const entries = await readdir(join(place, part), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .map((path) => ({ name: relative(place, path).split(sep).join('/'), content: { path } }));
}

export const START_FILE = join(import.meta.dirname, 'job', 'start.mjs');
