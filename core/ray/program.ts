/** The program as a package, for nodes where it is not installed. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { PackedFile } from './packages.ts';
import { RayError } from './rayError.ts';

/** What a node needs to install and to train: the core, what makes it ready, and the shipped weights. */
const PARTS = ['core', 'scripts', 'resources', 'package.json', 'package-lock.json', '.npmrc', 'LICENSE'];
/** Measurements and pictures of the studio itself. */
const NOT_NEEDED = /^(scripts\/(bench|demo|results|studio|runs)\/|resources\/icon\/)/;

/** Where this file lies in the sources, and in the archive of a packaged studio, which holds bundles only. */
const ROOT = join(import.meta.dirname, '..', '..');

/**
 * What is packed, from the folder of the sources; a packaged studio has them beside its archive (electron-builder.yml).
 * @throws RayError where they are not there
 */
export async function programFiles(root = ROOT): Promise<PackedFile[]> {
  const places = [root, join(root, '..', 'program'), join(root, '..')];
  const files: PackedFile[] = [];
  for (const part of PARTS) {
    const place = places.find((folder) => existsSync(join(folder, part)));
    if (place !== undefined) files.push(...(await filesUnder(place, part)));
  }
  if (!files.some(({ name }) => name === 'core/ray/job/main.ts')) {
    throw new RayError('transfer', 'The sources of this studio, which the nodes need, are not there to be uploaded. Install OMGD Studio again; or install it in the same folder on every node, and name that folder as the "installation" of the target.'); // prettier-ignore
  }
  return files.filter(({ name }) => !NOT_NEEDED.test(name));
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
