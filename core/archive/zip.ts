/** Reading zip archives, entry by entry. */
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { crc32 } from 'node:zlib';
import { getFileNameLowLevel, openPromise, type Entry, type ZipFile } from 'yauzl';
import { ArchiveError } from './archiveError.ts';
import type { ArchiveEntry, OpenArchive } from './entry.ts';

/** Unix file types in the upper half of an entry's attributes. */
const TYPE_MASK = 0o170000;
const TYPE_LINK = 0o120000;
const TYPE_FILE = 0o100000;
const TYPE_FOLDER = 0o040000;

/** @throws what yauzl throws for a file that is not a whole zip archive. */
export async function openZip(path: string): Promise<OpenArchive> {
  // Names are left as bytes here, and judged by entryPath.ts, the same way for every kind of archive.
  const zip = await openPromise(path, { lazyEntries: true, autoClose: false, decodeStrings: false });
  let read = 0;
  async function* entries(): AsyncGenerator<ArchiveEntry> {
    for await (const entry of zip.eachEntry()) {
      const name = nameOf(entry);
      const bytes = entry.uncompressedSize;
      yield { name, kind: kindOf(entry, name), bytes, open: () => openEntry(zip, entry, name) };
      read++;
    }
  }
  return {
    fractionRead: () => (zip.entryCount === 0 ? 1 : read / zip.entryCount),
    entries,
    close: () => zip.close(),
  };
}

/** Backslashes, which some programs on Windows write, count as slashes. */
function nameOf({ generalPurposeBitFlag, fileNameRaw, extraFields }: Entry): string {
  return getFileNameLowLevel(generalPurposeBitFlag, fileNameRaw, extraFields, false);
}

function kindOf(entry: Entry, name: string): ArchiveEntry['kind'] {
  const type = (entry.externalFileAttributes >>> 16) & TYPE_MASK;
  if (type === TYPE_LINK) return 'link';
  if (name.endsWith('/') || type === TYPE_FOLDER) return 'folder';
  // Archives made on Windows have no type at all.
  return type === TYPE_FILE || type === 0 ? 'file' : 'other';
}

async function openEntry(zip: ZipFile, entry: Entry, name: string): Promise<Readable> {
  if (entry.isEncrypted()) {
    throw new ArchiveError('archive-unreadable', `The entry "${name}" needs a password. Unpack it yourself.`);
  }
  const source = await zip.openReadStreamPromise(entry);
  const checked = new ChecksumGuard(name, entry.crc32);
  source.on('error', (error) => checked.destroy(error));
  return source.pipe(checked);
}

/** Passes content on and fails at its end if it is not what the archive's checksum says. */
class ChecksumGuard extends Transform {
  readonly #name: string;
  readonly #expected: number;
  #sum = 0;

  constructor(name: string, expected: number) {
    super();
    this.#name = name;
    this.#expected = expected;
  }

  override _transform(piece: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#sum = crc32(piece, this.#sum);
    done(null, piece);
  }

  override _flush(done: TransformCallback): void {
    const isRight = this.#sum === this.#expected;
    const message = `The entry "${this.#name}" is damaged: its checksum is wrong. Get the archive again.`;
    done(isRight ? null : new ArchiveError('archive-unreadable', message));
  }
}
