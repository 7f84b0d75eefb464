/** What goes wrong with pictures and datasets, said so that a user can act on it. */

export type DataErrorCode =
  | 'folder-missing'
  /** It is named by a web address, and cannot be brought from there, or was not yet. */
  | 'not-fetched'
  | 'layout-unknown'
  | 'no-training-pictures'
  | 'too-few-pairs'
  | 'picture-unreadable'
  | 'options-invalid'
  | 'loader-stopped';

/** An error about data. `message` is a full sentence for users; `files` are the pictures or folders it is about. */
export class DataError extends Error {
  override readonly name = 'DataError';
  readonly code: DataErrorCode;
  readonly files: readonly string[];

  constructor(code: DataErrorCode, message: string, files: readonly string[] = [], cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.files = files;
  }
}

/** The sentence inside anything that was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
