/** A weights file that is damaged, hostile, or of a kind that cannot be read; the message is for the user. */
export class WeightsFileError extends Error {
  override readonly name: string = 'WeightsFileError';
  /** Where it is not the file's fault. */
  readonly code: 'disk-full' | undefined;

  constructor(message: string, options: ErrorOptions & { readonly code?: 'disk-full' } = {}) {
    super(message, options);
    this.code = options.code;
  }
}

/** Names come from the file: kept short and on one line. */
export function quoted(name: string): string {
  return JSON.stringify(name.length > 100 ? `${name.slice(0, 100)}…` : name);
}
