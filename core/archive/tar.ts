/** Reading tar archives, plain or packed with gzip, entry by entry. */
import { createReadStream } from 'node:fs';
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
  const source = createReadStream(path, { highWaterMark: 1 << 20 });
  const archive = extract();
  // A stream of the package streamx, which node:stream works with but whose types differ.
  const sink = archive as unknown as Writable;
  // Errors reach whoever iterates over the entries: `archive` is destroyed with them.
  const settled = (): void => {};
  if (isPacked) pipeline(source, createGunzip(), sink, settled);
  else pipeline(source, sink, settled);
  async function* entries(): AsyncGenerator<ArchiveEntry> {
    for await (const entry of archive) {
      const { name, type } = entry.header;
      yield { name, kind: KINDS[type] ?? 'other', open: () => Promise.resolve(entry as unknown as Readable) };
      entry.resume();
    }
  }
  return {
    fractionRead: () => (size === 0 ? 1 : source.bytesRead / size),
    entries,
    close: () => void source.destroy(),
  };
}
