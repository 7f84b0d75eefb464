/** Packages for the nodes: zip archives named after their content, so that each is uploaded once and unpacked once a node. */
import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ZipWriter } from '../archive/zipWriter.ts';
import { mapLimited } from '../data/mapLimited.ts';
import type { RayClient } from './client.ts';
import { RayError } from './rayError.ts';

/** Ray takes up to 512 MiB, and keeps all packages in the memory of its head. */
const MOST_BYTES = 400e6;
const STATS_AT_ONCE = 16;

export interface PackedFile {
  /** Inside the package, with slashes. */
  readonly name: string;
  readonly content: { readonly path: string } | { readonly text: string };
}

export interface UploadedPackage {
  readonly name: string;
  readonly bytes: number;
  /** False if it was on the cluster already. */
  readonly isNew: boolean;
}

/** Packages of files that have not changed since: nothing is packed twice to see that it is there already. */
const known = new Map<string, { readonly name: string; readonly bytes: number }>();

/** The last one that brings a package, for each package. */
const turns = new Map<string, Promise<unknown>>();

/**
 * Makes a package of `files` and uploads it unless the cluster has it. Of runs that start at once and need the same one,
 * the first brings it, and the others find it there. @throws RayError
 */
export async function bringPackage(client: RayClient, files: readonly PackedFile[]): Promise<UploadedPackage> {
  const key = await stateOf(files);
  const turn = `${client.address} ${key}`;
  // Whether the one before has come to its end or not.
  const before = turns.get(turn)?.catch(() => {}) ?? Promise.resolve();
  const bringing = before.then(() => bring(client, files, key));
  turns.set(turn, bringing);
  try {
    return await bringing;
  } finally {
    if (turns.get(turn) === bringing) turns.delete(turn);
  }
}

async function bring(client: RayClient, files: readonly PackedFile[], key: string): Promise<UploadedPackage> {
  const packedBefore = known.get(key);
  if (packedBefore && (await client.hasPackage(packedBefore.name))) return { ...packedBefore, isNew: false };
  const content = await pack(files);
  const name = `_ray_pkg_${sha256(content).slice(0, 32)}.zip`;
  known.set(key, { name, bytes: content.length });
  const isNew = !(await client.hasPackage(name));
  if (isNew) await client.uploadPackage(name, content);
  return { name, bytes: content.length, isNew };
}

/** Another one after any of the files has changed. */
async function stateOf(files: readonly PackedFile[]): Promise<string> {
  const states = await mapLimited(files, STATS_AT_ONCE, async ({ name, content }) => {
    if ('text' in content) return [name, content.text];
    const { size, mtimeMs } = await stat(content.path);
    return [name, content.path, size, mtimeMs];
  });
  return sha256(JSON.stringify(states));
}

function sha256(content: string | Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

async function pack(files: readonly PackedFile[]): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'omgd-package-'));
  try {
    const path = join(folder, 'package.zip');
    const zip = await ZipWriter.create(path);
    let bytes = 0;
    for (const { name, content } of [...files].sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const isText = 'text' in content || /\.(ts|mjs|json|md)$/.test(name);
      const data = 'text' in content ? Buffer.from(content.text) : await readFile(content.path);
      bytes += data.length;
      if (bytes > MOST_BYTES) {
        await zip.close();
        throw tooLarge();
      }
      await zip.add(name, data, isText);
    }
    await zip.finish();
    return await readFile(path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function tooLarge(): RayError {
  return new RayError(
    'transfer',
    `What this run needs is more than the ${String(MOST_BYTES / 1e6)} MB that can be uploaded to Ray. Give the target a shared folder, and put the dataset into it; weights and checkpoints then go there by themselves.`,
  );
}
