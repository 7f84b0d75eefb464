/** Reading tar archives, plain or packed with gzip, entry by entry. */
import { createReadStream, type ReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { pipeline, type Readable, type Writable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import type { ArchiveEntry, OpenArchive } from './entry.ts';

/** What unpacking goes by; everything that is not here is neither picture nor folder. */
const KINDS: Readonly<Record<string, ArchiveEntry['kind']>> = {
  file: 'file',
  'contiguous-file': 'file',
  directory: 'folder',
  link: 'link',
  symlink: 'link',
};

export async function openTar(path: string, isPacked: boolean): Promise<OpenArchive> {
  const { size } = await stat(path);
  const archive = extract();
  let source: ReadStream | undefined;
  async function* entries(): AsyncGenerator<ArchiveEntry> {
    // Reading starts only here: an entry that comes before the loop below listens would be lost, and with it its end.
    source = createReadStream(path, { highWaterMark: 1 << 20 });
    // A stream of the package streamx, which node:stream works with but whose types differ.
    const sink = archive as unknown as Writable;
    // Errors reach whoever iterates over the entries: `archive` is destroyed with them.
    const settled = (): void => {};
    if (isPacked) pipeline(source, createGunzip(), sink, settled);
    else pipeline(source, sink, settled);
    for await (const entry of archive) {
      const { name, type, size: bytes = 0 } = entry.header;
      const open = (): Promise<Readable> => Promise.resolve(entry as unknown as Readable);
      yield { name, kind: KINDS[type] ?? 'other', bytes, open };
      entry.resume();
    }
  }
  return {
    fractionRead: () => (size === 0 ? 1 : (source?.bytesRead ?? 0) / size),
    entries,
    close: () => void source?.destroy(),
  };
}
