/**
 * Writes zip archives: whole entries one after the other, then their list (PKWARE APPNOTE 6.3, sections 4.3.7, 4.3.12 and
 * 4.3.16). Text is deflated; pictures and weights do not get smaller and are stored. No zip64: at most 4 GB.
 */
import { open, type FileHandle } from 'node:fs/promises';
import { crc32, deflateRawSync } from 'node:zlib';

const VERSION = 20;
const UTF8_NAMES = 1 << 11;
const STORED = 0;
const DEFLATED = 8;
/** 1 January 1980: the same content gives the same archive. */
const DATE = 0x21;
/** A regular file that its owner may write and all may read, in the upper half. */
const ATTRIBUTES = 0o100644 * 2 ** 16;
const MOST_BYTES = 0xffff_ffff;
const MOST_ENTRIES = 0xffff;

interface Written {
  readonly common: Buffer;
  readonly name: Buffer;
  readonly offset: number;
}

export class ZipWriter {
  readonly #file: FileHandle;
  readonly #entries: Written[] = [];
  #offset = 0;

  private constructor(file: FileHandle) {
    this.#file = file;
  }

  /** The file must not exist. */
  static async create(path: string): Promise<ZipWriter> {
    return new ZipWriter(await open(path, 'wx'));
  }

  /** @throws RangeError if the archive would grow beyond what the format holds */
  async add(name: string, content: Uint8Array, isText = false): Promise<void> {
    const stored = isText ? deflateRawSync(content) : content;
    const nameBytes = Buffer.from(name);
    if (this.#offset + stored.length > MOST_BYTES || this.#entries.length === MOST_ENTRIES) {
      throw new RangeError('A zip archive holds at most 4 GB and 65,535 files.');
    }
    const common = Buffer.alloc(26);
    common.writeUInt16LE(VERSION, 0);
    common.writeUInt16LE(UTF8_NAMES, 2);
    common.writeUInt16LE(isText ? DEFLATED : STORED, 4);
    common.writeUInt16LE(DATE, 8);
    common.writeUInt32LE(crc32(content), 10);
    common.writeUInt32LE(stored.length, 14);
    common.writeUInt32LE(content.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    this.#entries.push({ common, name: nameBytes, offset: this.#offset });
    await this.#write(Buffer.from('PK\u0003\u0004', 'latin1'), common, nameBytes, stored);
  }

  /** Writes the list of entries and closes the file. */
  async finish(): Promise<void> {
    const start = this.#offset;
    for (const { common, name, offset } of this.#entries) {
      const versionMadeBy = Buffer.alloc(2);
      // Upper byte 3: attributes are those of Unix.
      versionMadeBy.writeUInt16LE(3 * 256 + VERSION);
      const rest = Buffer.alloc(14);
      rest.writeUInt32LE(ATTRIBUTES, 6);
      rest.writeUInt32LE(offset, 10);
      await this.#write(Buffer.from('PK\u0001\u0002', 'latin1'), versionMadeBy, common, rest, name);
    }
    const end = Buffer.alloc(22);
    end.write('PK\u0005\u0006', 'latin1');
    end.writeUInt16LE(this.#entries.length, 8);
    end.writeUInt16LE(this.#entries.length, 10);
    end.writeUInt32LE(this.#offset - start, 12);
    end.writeUInt32LE(start, 16);
    await this.#write(end);
    await this.#file.sync();
    await this.close();
  }

  /** Without the list: what is there is not an archive. */
  async close(): Promise<void> {
    await this.#file.close();
  }

  async #write(...parts: readonly Uint8Array[]): Promise<void> {
    for (const part of parts) {
      await this.#file.writeFile(part);
      this.#offset += part.length;
    }
  }
}
