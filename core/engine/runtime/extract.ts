// Takes the few files that we need out of a wheel (a zip file): two libraries and the headers of the C interface.
import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { openPromise, type Entry, type ZipFile } from 'yauzl';
import { flushToDisk } from '../../files/flushToDisk.ts';
import { RuntimeSetupError, type ReportProgress } from './runtime.ts';

/** Folder inside the wheel under which all headers lie. */
export const HEADER_FOLDER = 'tensorflow/include';

/** The headers that tfjs-node's binding includes, directly or not; the wheel has thousands more. */
const HEADER_PREFIXES = [
  `${HEADER_FOLDER}/tensorflow/c/`,
  `${HEADER_FOLDER}/tensorflow/core/platform/ctstring`,
  `${HEADER_FOLDER}/tsl/platform/ctstring`,
  `${HEADER_FOLDER}/tsl/c/`,
  `${HEADER_FOLDER}/xla/tsl/c/`,
];

/** Extracts the named libraries and the headers into `folder`. Throws a sentence if the wheel lacks a library. */
export async function extractWheel(
  wheelPath: string,
  folder: string,
  libraryPaths: readonly string[],
  report: ReportProgress,
): Promise<void> {
  const zip = await openPromise(wheelPath, { lazyEntries: true, autoClose: false });
  try {
    const wanted = await wantedEntries(zip, libraryPaths);
    const totalBytes = wanted.reduce((sum, entry) => sum + entry.uncompressedSize, 0);
    let doneBytes = 0;
    for (const entry of wanted) {
      await extractEntry(zip, entry, join(folder, entry.fileName), (bytes) => {
        doneBytes += bytes;
        report({ phase: 'extract', message: 'Unpacking the TensorFlow libraries', doneBytes, totalBytes });
      });
    }
  } finally {
    zip.close();
  }
}

async function wantedEntries(zip: ZipFile, libraryPaths: readonly string[]): Promise<Entry[]> {
  const wanted: Entry[] = [];
  for await (const entry of zip.eachEntry()) {
    const isHeader = entry.fileName.endsWith('.h') && HEADER_PREFIXES.some((start) => entry.fileName.startsWith(start));
    if (isHeader || libraryPaths.includes(entry.fileName)) wanted.push(entry);
  }
  const missing = libraryPaths.find((path) => !wanted.some((entry) => entry.fileName === path));
  if (missing !== undefined) throw new RuntimeSetupError(`The TensorFlow wheel does not contain ${missing}.`);
  return wanted;
}

async function extractEntry(
  zip: ZipFile,
  entry: Entry,
  target: string,
  onBytes: (byteCount: number) => void,
): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  const counter = new Transform({
    transform(piece: Buffer, _encoding, done) {
      onBytes(piece.length);
      done(null, piece);
    },
  });
  await pipeline(await zip.openReadStreamPromise(entry), counter, createWriteStream(target));
  await flushToDisk(target);
}
