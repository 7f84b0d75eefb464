/**
 * The container of PyTorch since version 1.6: a zip archive without compression, with the pickled object in
 * `<name>/data.pkl` and every storage in `<name>/data/<key>`.
 */
import yauzl from 'yauzl';
import type { ByteSource } from '../../files/byteSource.ts';
import { DTYPE_BYTES } from '../storedTensor.ts';
import { quoted, WeightsFileError } from '../weightsFileError.ts';
import { ByteCursor, OutOfBytes } from '../byteCursor.ts';
import { readPickle } from './pickleMachine.ts';
import type { PickleValue } from './pickleValues.ts';
import type { TorchContainer } from './torchFile.ts';

const MOST_ENTRIES = 200_000;
const MOST_PICKLE_BYTES = 32 << 20;
/** What Keras 3 has in a `.keras` archive. */
const KERAS_WEIGHTS = 'model.weights.h5';
const PICKLE = /^(.*\/)?data\.pkl$/;

/** @throws WeightsFileError if the archive is damaged, hostile or not one of torch.save. */
export async function openZipContainer(source: ByteSource): Promise<TorchContainer> {
  const archive = await Archive.open(source);
  const names = archive.names();
  const pickleName = names.find((name) => PICKLE.test(name));
  if (pickleName === undefined) {
    if (names.includes(KERAS_WEIGHTS)) {
      const message =
        'This is a whole model of Keras (.keras). Load it there and save model.save_weights("NAME.weights.h5").';
      throw new WeightsFileError(message);
    }
    throw new WeightsFileError('This zip archive holds no weights: torch.save would have put a data.pkl into it.');
  }
  const prefix = pickleName.slice(0, -'data.pkl'.length);
  if (archive.names().some((name) => name.startsWith(`${prefix}code/`))) {
    throw new WeightsFileError(
      'This is a TorchScript program, not a weights file. Load it in PyTorch and save module.state_dict() instead.',
    );
  }
  await refuseBigEndian(archive, `${prefix}byteorder`);
  const root = parse(await archive.content(pickleName, MOST_PICKLE_BYTES));
  return {
    format: 'pytorch-zip',
    root,
    async startOf({ key, dtype, elementCount }) {
      const { start, byteCount } = await archive.place(`${prefix}data/${key}`);
      if (byteCount >= elementCount * DTYPE_BYTES[dtype]) return start;
      throw new WeightsFileError(
        `The storage ${quoted(key)} has ${byteCount} bytes, too few for ${elementCount} elements of type ${dtype}.`,
      );
    },
  };
}

function parse(pickle: Uint8Array): PickleValue {
  try {
    return readPickle(new ByteCursor(pickle));
  } catch (error) {
    throw error instanceof OutOfBytes ? new WeightsFileError('The file’s table of contents is cut off.') : error;
  }
}

async function refuseBigEndian(archive: Archive, name: string): Promise<void> {
  if (!archive.names().includes(name)) return;
  const order = new TextDecoder().decode(await archive.content(name, 16));
  if (order === 'little') return;
  throw new WeightsFileError('The file was written on a big-endian machine. Save it again on another one.');
}

/** A zip archive whose members are read in place. */
class Archive {
  readonly #source: ByteSource;
  readonly #zip: yauzl.ZipFile;
  readonly #entries: ReadonlyMap<string, yauzl.Entry>;

  private constructor(source: ByteSource, zip: yauzl.ZipFile, entries: ReadonlyMap<string, yauzl.Entry>) {
    this.#source = source;
    this.#zip = zip;
    this.#entries = entries;
  }

  static async open(source: ByteSource): Promise<Archive> {
    return await asWeightsError(async () => {
      const options = { lazyEntries: true, autoClose: false };
      const zip = await yauzl.fromRandomAccessReaderPromise(new SourceReader(source), source.byteCount, options);
      const entries = new Map<string, yauzl.Entry>();
      for await (const entry of zip.eachEntry()) {
        entries.set(entry.fileName, entry);
        if (entries.size > MOST_ENTRIES) throw new Error(`it has more than ${MOST_ENTRIES} members`);
      }
      return new Archive(source, zip, entries);
    });
  }

  names(): string[] {
    return [...this.#entries.keys()];
  }

  /** Where a member's bytes lie in the file. */
  async place(name: string): Promise<{ start: number; byteCount: number }> {
    const entry = this.#entries.get(name);
    if (!entry) throw new WeightsFileError(`The archive lacks ${quoted(name)}. It is damaged.`);
    if (entry.compressionMethod !== 0 || entry.isEncrypted()) {
      throw new WeightsFileError(
        `${quoted(name)} is compressed or encrypted, which torch.save never does. Unpack the archive and load what is inside.`,
      );
    }
    const header = await asWeightsError(() => this.#zip.readLocalFileHeaderPromise(entry, { minimal: true }));
    return { start: header.fileDataStart, byteCount: entry.uncompressedSize };
  }

  async content(name: string, mostBytes: number): Promise<Uint8Array> {
    const { start, byteCount } = await this.place(name);
    if (byteCount <= mostBytes) return await this.#source.read(start, byteCount);
    throw new WeightsFileError(`${quoted(name)} has ${byteCount} bytes; more than ${mostBytes} are not read.`);
  }
}

class SourceReader extends yauzl.RandomAccessReader {
  readonly #source: ByteSource;

  constructor(source: ByteSource) {
    super();
    this.#source = source;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    this.#source.read(position, length).then(
      (bytes) => {
        buffer.set(bytes, offset);
        callback(null);
      },
      (error: unknown) => callback(error instanceof Error ? error : new Error(String(error))),
    );
  }
}

async function asWeightsError<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new WeightsFileError(`The zip archive cannot be read (${reason}). It is cut off or damaged.`, {
      cause: error,
    });
  }
}
