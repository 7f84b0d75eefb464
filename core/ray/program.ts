/** The program as a package, for nodes where it is not installed. */
import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join, sep } from 'node:path';
import type { PackedFile } from './packages.ts';
import { RayError } from './rayError.ts';

/** What a node needs to install and to train: the core, what makes it ready, and the shipped weights. */
const PARTS = ['core', 'scripts', 'resources', 'package.json', 'package-lock.json', '.npmrc', 'LICENSE'];
/** Measurements and pictures of the studio itself. */
const NOT_NEEDED = /^(scripts\/(bench|demo|results|studio|runs)\/|resources\/icon\/)/;

const ROOT = join(import.meta.dirname, '..', '..');

/** @throws RayError where this is a packaged studio, which does not hold its own sources */
export async function programFiles(): Promise<PackedFile[]> {
  if (!existsSync(join(ROOT, 'core', 'ray', 'job', 'main.ts'))) {
    throw new RayError('transfer', 'A packaged studio cannot upload its own program. Install OMGD Studio in the same folder on every node, from the sources of the same version, and name that folder as the "installation" of the target.'); // prettier-ignore
  }
  const names: string[] = [];
  for (const part of PARTS.filter((name) => existsSync(join(ROOT, name)))) names.push(...(await filesUnder(part)));
  return names.filter((name) => !NOT_NEEDED.test(name)).map((name) => ({ name, content: { path: join(ROOT, name) } }));
}

async function filesUnder(part: string): Promise<string[]> {
  if (!/^[a-z]+$/.test(part)) return [part];
  const entries = await readdir(join(ROOT, part), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(ROOT.length + 1).split(sep).join('/')); // prettier-ignore
}

export const START_FILE = join(import.meta.dirname, 'job', 'start.mjs');
