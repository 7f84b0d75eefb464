/** The weights of perceptual and metric networks on this machine: downloaded or added by hand, verified, found by id. */
import { access, copyFile, mkdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { download } from '../../download/download.ts';
import { mirrored } from '../../download/mirror.ts';
import type { DownloadProgress } from '../../download/progress.ts';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { isDiskFull } from '../../files/freeSpace.ts';
import { checksumOfFile, sha256OfFile } from '../../files/sha256.ts';
import type { LibraryId } from '../../protocol/index.ts';
import { openWeights } from '../openWeights.ts';
import { WeightsFileError } from '../weightsFileError.ts';
import type { WeightsSource } from '../weightsSource.ts';
import { knownWeights } from './known.ts';

const RecordSchema = z.strictObject({
  file: z.string().min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  bytes: z.int().min(1),
  /** The address it was downloaded from, or the file it was copied from. */
  origin: z.string().min(1),
  addedMs: z.number(),
  /** Whether it is the publisher's own file, bit for bit. Missing in records from before this was kept. */
  isPublished: z.boolean().optional(),
});

export interface InstalledWeights extends z.infer<typeof RecordSchema> {
  readonly id: LibraryId;
  /** Absolute. */
  readonly path: string;
}

export interface DownloadSettings {
  /** Another server with the same file. Default: the publisher's. */
  readonly address?: string;
  readonly onProgress?: (progress: DownloadProgress) => void;
  readonly signal?: AbortSignal;
}

/**
 * The library in the folder `weights` of a data directory. Each file has a record beside it; weights whose file is gone or
 * has another length than recorded are not installed.
 */
export class WeightsLibrary {
  readonly folder: string;

  constructor(dataDirectory: string) {
    this.folder = join(dataDirectory, 'weights');
  }

  /** undefined: not there. Reads no more than the record; `openWeights` reads the file, in whatever format it is. */
  async find(id: LibraryId): Promise<InstalledWeights | undefined> {
    try {
      const record = RecordSchema.parse(JSON.parse(await readFile(this.#recordPath(id), 'utf8')));
      const path = join(this.folder, basename(record.file));
      return (await stat(path)).size === record.bytes ? { ...record, id, path } : undefined;
    } catch {
      return undefined;
    }
  }

  /** @throws WeightsFileError with a sentence that says how to get them. */
  async require(id: LibraryId): Promise<InstalledWeights> {
    const found = await this.find(id);
    if (found) return found;
    const { title, purpose } = knownWeights(id);
    throw new WeightsFileError(
      `${title} is not on this machine; it is needed for ${purpose}. Run "omgd-studio weights download ${id}", or ` +
        `"omgd-studio weights add ${id} FILE" with a file that you have.`,
    );
  }

  /** @throws DownloadError, or WeightsFileError if what came is not what the publisher's file name promises. */
  async download(id: LibraryId, settings: DownloadSettings = {}): Promise<InstalledWeights> {
    const known = knownWeights(id);
    const { address = mirrored(known.address, 'OMGD_WEIGHTS_MIRROR'), onProgress, signal } = settings;
    const path = this.#downloadPath(id);
    const { sha256 } = await download({ address, file: path, limitBytes: known.limitBytes, onProgress, signal });
    const isPublished = await verify(id, path, sha256, true).catch(async (error: unknown) => {
      await rm(path, { force: true });
      throw error;
    });
    return await this.#record(id, path, { sha256, isPublished, origin: address });
  }

  /** Copies a file in. @throws WeightsFileError if it holds other weights. */
  async add(id: LibraryId, file: string): Promise<InstalledWeights> {
    const sha256 = await sha256OfFile(file);
    const isPublished = await verify(id, file, sha256, false);
    await mkdir(this.folder, { recursive: true });
    const path = join(this.folder, `${id}-${basename(file)}`);
    await this.#copy(file, path);
    return await this.#record(id, path, { sha256, isPublished, origin: file });
  }

  async #copy(file: string, path: string): Promise<void> {
    try {
      await copyFile(file, `${path}.part`);
      await rename(`${path}.part`, path);
    } catch (error) {
      await rm(`${path}.part`, { force: true });
      if (!isDiskFull(error)) throw error;
      const message = `The disk of ${this.folder} has no room for ${file}. Free some and add it again; nothing was kept.`;
      throw new WeightsFileError(message, { code: 'disk-full', cause: error });
    }
  }

  /** Whether a download was stopped and can go on. */
  async isPartial(id: LibraryId): Promise<boolean> {
    return await access(`${this.#downloadPath(id)}.part`).then(
      () => true,
      () => false,
    );
  }

  /** Reads the whole file: whether it still is what was recorded. @throws WeightsFileError if it is not there. */
  async isIntact(id: LibraryId): Promise<boolean> {
    const { path, sha256 } = await this.require(id);
    return (await sha256OfFile(path)) === sha256;
  }

  /** Deletes the file, its record, and what a stopped download left. */
  async remove(id: LibraryId): Promise<void> {
    const installed = await this.find(id);
    const part = `${this.#downloadPath(id)}.part`;
    for (const path of [this.#recordPath(id), part, `${part}.json`]) await rm(path, { force: true });
    if (installed) await rm(installed.path, { force: true });
  }

  async #record(
    id: LibraryId,
    path: string,
    about: Pick<InstalledWeights, 'sha256' | 'origin' | 'isPublished'>,
  ): Promise<InstalledWeights> {
    const { size: bytes } = await stat(path);
    const replaced = await this.find(id);
    const record = { file: basename(path), bytes, addedMs: Date.now(), ...about };
    await atomicWrite(this.#recordPath(id), `${JSON.stringify(record, null, 2)}\n`);
    if (replaced && replaced.path !== path) await rm(replaced.path, { force: true });
    return { ...record, id, path };
  }

  #downloadPath(id: LibraryId): string {
    return join(this.folder, basename(new URL(knownWeights(id).address).pathname));
  }

  #recordPath(id: LibraryId): string {
    return join(this.folder, `${id}.json`);
  }
}

/** Whether the file is the publisher's own, bit for bit; false for a conversion. */
export function hasPublishedChecksum({ id, sha256, isPublished }: InstalledWeights): boolean {
  const { algorithm, start } = knownWeights(id).checksum;
  return isPublished ?? (algorithm === 'sha256' && sha256.startsWith(start));
}

/** Whether the file is the publisher's own. @throws WeightsFileError if it holds other weights, or is damaged. */
async function verify(id: LibraryId, path: string, sha256: string, isDownload: boolean): Promise<boolean> {
  const { algorithm, start } = knownWeights(id).checksum;
  const source = await openWeights(path);
  try {
    requireFirstWeight(id, path, source);
    const found = algorithm === 'sha256' ? sha256 : await checksumOfFile(path, algorithm);
    if (found.startsWith(start)) return true;
    // Weights that were saved anew have another checksum: in safetensors always, in Keras' formats if somebody adds them.
    if (source.format === 'safetensors' || (source.format === 'keras-h5' && !isDownload)) return false;
    throw new WeightsFileError(
      `${path} is damaged or another version: its ${algorithm} begins with ${found.slice(0, 8)}, the published one with ` +
        `${start.slice(0, 8)}. ${isDownload ? 'Nothing was kept; download it again.' : 'Get it from its publisher again.'}`,
    );
  } finally {
    await source.close();
  }
}

function requireFirstWeight(id: LibraryId, path: string, { tensors, format }: WeightsSource): void {
  const { title, firstWeight } = knownWeights(id);
  const shape = tensors.get(firstWeight.name)?.shape;
  if (shape?.join() !== firstWeight.shape.join()) {
    throw new WeightsFileError(
      `${path} does not hold ${title}: its "${firstWeight.name}" is ${shape ? `[${shape.join(', ')}]` : 'missing'}, ` +
        `not [${firstWeight.shape.join(', ')}].`,
    );
  }
  if ((format === 'keras-h5') === (id === 'vgg16-keras') || format === 'safetensors') return;
  const other = format === 'keras-h5' ? 'vgg16-keras' : 'vgg16';
  throw new WeightsFileError(`${path} holds ${knownWeights(other).title}, not ${title}. Add it as "${other}".`);
}
