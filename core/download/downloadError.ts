/** What goes wrong with downloads, said so that a user can act on it. */

export type DownloadErrorCode =
  /** No connection: no network, no such host, nobody listens. */
  | 'unreachable'
  /** The server answered, but not with the file. */
  | 'refused'
  | 'broken-off'
  /** Size or content are not those of the expected file. */
  | 'wrong-file'
  | 'too-large'
  | 'disk-full'
  | 'not-writable';

/** `message` is whole sentences for users. */
export class DownloadError extends Error {
  override readonly name = 'DownloadError';
  readonly code: DownloadErrorCode;
  /** True if the same request may succeed a little later. */
  readonly mayPass: boolean;

  constructor(code: DownloadErrorCode, message: string, options: { mayPass?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.mayPass = options.mayPass ?? false;
  }
}
