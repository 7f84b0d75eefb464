/** What is wrong with an archive, said so that a user can act on it. */

export type ArchiveErrorCode =
  /** Not an archive that can be read, or cut off, or damaged. */
  | 'archive-unreadable'
  /** It does what no honest archive of pictures does: it was not unpacked. */
  | 'archive-hostile'
  | 'archive-too-large'
  | 'disk-full';

/** `message` is whole sentences for users. */
export class ArchiveError extends Error {
  override readonly name = 'ArchiveError';
  readonly code: ArchiveErrorCode;

  constructor(code: ArchiveErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
  }
}
