/** What the two kinds of archives have in common. */
import type { Readable } from 'node:stream';

/** One entry while it is being read. */
export interface ArchiveEntry {
  /** As the archive has it: not to be trusted. */
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'link' | 'other';
  /** Of its content, as the archive claims. */
  readonly bytes: number;
  /** Opens the content of a file; to be read to its end before the next entry is asked for. */
  readonly open: () => Promise<Readable>;
}

export interface OpenArchive {
  /** How much of the archive has been read, from 0 to 1. */
  readonly fractionRead: () => number;
  readonly entries: () => AsyncIterable<ArchiveEntry>;
  readonly close: () => void;
}
