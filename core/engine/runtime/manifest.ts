// The manifest of a cached runtime: what is in the folder and the digest of every file, so that damage is noticed.
import { readFileSync, statSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { sha256OfFile } from '../../files/sha256.ts';
import { FLAVOURS } from './runtime.ts';

export const MANIFEST_FILE = 'manifest.json';

const fileSchema = z.object({
  /** Path inside the runtime's folder, with forward slashes. */
  path: z.string(),
  sizeBytes: z.number().int().nonnegative(),
  modifiedMs: z.number(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
});

const manifestSchema = z.object({
  format: z.literal(1),
  flavour: z.enum(FLAVOURS),
  tensorflowVersion: z.string(),
  /** Version of @tensorflow/tfjs-node-gpu whose sources the binding was compiled from. */
  bindingVersion: z.string(),
  /** Digest of the wheel, or null where pip installed several and checked them itself. */
  wheelSha256: z.string().nullable(),
  /** Paths of the libraries inside the folder, in the order in which they must be loaded. */
  libraries: z.array(z.string()).min(1),
  files: z.array(fileSchema),
});

export type Manifest = z.infer<typeof manifestSchema>;
export type ManifestFile = Manifest['files'][number];

/** Reads the manifest of a runtime folder; null when there is none or it makes no sense. */
export function readManifest(folder: string): Manifest | null {
  try {
    return manifestSchema.parse(JSON.parse(readFileSync(join(folder, MANIFEST_FILE), 'utf8')));
  } catch {
    return null; // the folder counts as absent and is built anew
  }
}

/** Writes the manifest atomically. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  await atomicWrite(join(folder, MANIFEST_FILE), `${JSON.stringify(manifest, null, 2)}\n`);
}

/** Describes one file of a runtime folder for the manifest. */
export async function describeFile(folder: string, path: string): Promise<ManifestFile> {
  const absolute = join(folder, path);
  const found = await stat(absolute);
  return { path, sizeBytes: found.size, modifiedMs: found.mtimeMs, sha256: await sha256OfFile(absolute) };
}

/** Quick check: names the first file that is missing or has another size, or null when all is well. */
export function findMissizedFile(folder: string, manifest: Manifest): string | null {
  const bad = manifest.files.find((file) => sizeOf(join(folder, file.path)) !== file.sizeBytes);
  return bad?.path ?? null;
}

/** Quick check: whether every file still has the time stamp that the manifest gives. */
export function hasRecordedTimes(folder: string, manifest: Manifest): boolean {
  return manifest.files.every((file) => statSync(join(folder, file.path)).mtimeMs === file.modifiedMs);
}

/** Full check: names the first file whose content is not what was written, or null when all is well. Reads it all. */
export async function findDamagedFile(folder: string, manifest: Manifest): Promise<string | null> {
  for (const file of manifest.files) {
    const digest = await sha256OfFile(join(folder, file.path)).catch(() => null);
    if (digest !== file.sha256) return file.path;
  }
  return null;
}

/** Records the present time stamps, after a full check of a cache that was copied from elsewhere. */
export async function refreshRecordedTimes(folder: string, manifest: Manifest): Promise<void> {
  const files = manifest.files.map(async (file) => {
    return { ...file, modifiedMs: (await stat(join(folder, file.path))).mtimeMs };
  });
  await writeManifest(folder, { ...manifest, files: await Promise.all(files) });
}

function sizeOf(path: string): number | null {
  return statSync(path, { throwIfNoEntry: false })?.size ?? null;
}
