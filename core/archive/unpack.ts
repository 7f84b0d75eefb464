/**
 * Unpacks zip and tar archives from strangers: nothing outside the folder, no links, no more entries and bytes than
 * allowed, nothing written twice. Into an empty folder that the caller throws away if anything fails.
 */
import { createWriteStream } from 'node:fs';
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { byteText } from '../files/byteText.ts';
import { freeSpaceBytes, isDiskFull } from '../files/freeSpace.ts';
import { ArchiveError } from './archiveError.ts';
import type { ArchiveEntry, OpenArchive } from './entry.ts';
import { entryPath } from './entryPath.ts';
import { openArchive, unreadable } from './openArchive.ts';

export interface UnpackLimits {
  readonly mostEntries: number;
  readonly mostBytes: number;
  /** Bytes that come out for each byte of the archive, above a floor that small archives always get. */
  readonly mostRatio: number;
}

/** Room for edges2handbags (137,000 pictures) and the whole of Cityscapes; pictures hardly ever pack better than 3 to 1. */
export const DATASET_LIMITS: UnpackLimits = { mostEntries: 1_000_000, mostBytes: 100e9, mostRatio: 50 };

/** Up to this size no ratio is asked about: a few empty or plain pictures pack extremely well. */
const RATIO_FLOOR_BYTES = 64e6;

export interface UnpackProgress {
  readonly files: number;
  readonly bytes: number;
  /** How much of the archive has been read, from 0 to 1. */
  readonly fraction: number;
}

export interface UnpackOptions {
  readonly limits: UnpackLimits;
  readonly onProgress?: ((progress: UnpackProgress) => void) | undefined;
  /** Aborting rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** Unpacks `archive` into `folder`, which must exist. @throws ArchiveError with a sentence for the user. */
export async function unpack(archive: string, folder: string, options: UnpackOptions): Promise<UnpackProgress> {
  const opened = await openArchive(archive);
  try {
    const { size } = await stat(archive);
    return await new Unpacking(opened, folder, size, options).run();
  } catch (error) {
    options.signal?.throwIfAborted();
    if (error instanceof ArchiveError) throw error;
    if (isDiskFull(error)) throw diskFull(folder, error);
    throw unreadable(archive, error);
  } finally {
    opened.close();
  }
}

class Unpacking {
  readonly #archive: OpenArchive;
  readonly #folder: string;
  readonly #options: UnpackOptions;
  readonly #mostBytes: number;
  readonly #madeFolders = new Set<string>();
  #entries = 0;
  #files = 0;
  #bytes = 0;

  constructor(archive: OpenArchive, folder: string, archiveBytes: number, options: UnpackOptions) {
    const { mostBytes, mostRatio } = options.limits;
    this.#archive = archive;
    this.#folder = folder;
    this.#options = options;
    this.#mostBytes = Math.min(mostBytes, Math.max(RATIO_FLOOR_BYTES, archiveBytes * mostRatio));
  }

  async run(): Promise<UnpackProgress> {
    const free = await freeSpaceBytes(this.#folder);
    for await (const entry of this.#archive.entries()) {
      this.#options.signal?.throwIfAborted();
      if (++this.#entries > this.#options.limits.mostEntries) throw tooManyEntries(this.#options.limits.mostEntries);
      await this.#unpackEntry(entry);
      if (this.#bytes > free) throw diskFull(this.#folder);
      this.#options.onProgress?.(this.#progress());
    }
    return { ...this.#progress(), fraction: 1 };
  }

  async #unpackEntry(entry: ArchiveEntry): Promise<void> {
    const target = entryPath(this.#folder, entry.name);
    if (target === undefined) return;
    if (entry.kind === 'folder') return await this.#makeFolder(target, entry.name);
    if (entry.kind !== 'file') throw notAFile(entry);
    await this.#makeFolder(dirname(target), entry.name);
    const counter = new Transform({
      transform: (piece: Buffer, _encoding, done) => {
        this.#bytes += piece.length;
        done(this.#bytes > this.#mostBytes ? tooManyBytes(this.#mostBytes) : null, piece);
      },
    });
    try {
      // 'wx': a second entry of the same name fails instead of replacing the first.
      await pipeline(await entry.open(), counter, createWriteStream(target, { flags: 'wx' }));
    } catch (error) {
      if (isTaken(error)) throw takenName(entry.name, error);
      throw error;
    }
    this.#files++;
  }

  async #makeFolder(folder: string, name: string): Promise<void> {
    if (this.#madeFolders.has(folder)) return;
    await mkdir(folder, { recursive: true }).catch((error: unknown) => {
      throw isTaken(error) ? takenName(name, error) : error;
    });
    this.#madeFolders.add(folder);
  }

  #progress(): UnpackProgress {
    return { files: this.#files, bytes: this.#bytes, fraction: this.#archive.fractionRead() };
  }
}

function isTaken(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException | null)?.code;
  return code === 'EEXIST' || code === 'ENOTDIR' || code === 'EISDIR';
}

function takenName(name: string, cause: unknown): ArchiveError {
  const message = `The archive holds two entries of the name ${JSON.stringify(name)}. Nothing was kept; get it elsewhere.`;
  return new ArchiveError('archive-hostile', message, cause);
}

function notAFile({ name, kind }: ArchiveEntry): ArchiveError {
  const what = kind === 'link' ? 'a link' : 'neither a file nor a folder';
  const message = `The archive's entry ${JSON.stringify(name)} is ${what}, which datasets do not need. Nothing was kept; get it elsewhere, or unpack it by hand if you trust it.`;
  return new ArchiveError('archive-hostile', message);
}

function tooManyEntries(most: number): ArchiveError {
  return new ArchiveError('archive-too-large', `The archive holds more than ${most.toLocaleString('en')} entries.`);
}

function tooManyBytes(most: number): ArchiveError {
  const message = `The archive grows to more than ${byteText(most)}, which its size does not explain. Nothing was kept.`;
  return new ArchiveError('archive-too-large', message);
}

function diskFull(folder: string, cause?: unknown): ArchiveError {
  return new ArchiveError('disk-full', `The disk of ${folder} is full. Free some room, then try again.`, cause);
}
