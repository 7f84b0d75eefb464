/** What goes wrong with a cluster, said so that a user can act on it. */

export type RayErrorCode =
  /** No connection, or it broke: the head is away, or the network. */
  | 'unreachable'
  /** The token is missing, wrong, or cannot be read. */
  | 'unauthorized'
  /** Something answers, but not as Ray does. */
  | 'not-ray'
  /** Ray does not want to, and says why. */
  | 'refused'
  /** Ray answers that it has no such thing. */
  | 'missing'
  /** It cannot be brought to the cluster, or from it. */
  | 'transfer';

/** `message` is whole sentences for users. */
export class RayError extends Error {
  override readonly name = 'RayError';
  readonly code: RayErrorCode;
  /** True if the same request may succeed a little later. */
  readonly mayPass: boolean;

  constructor(code: RayErrorCode, message: string, options: { mayPass?: boolean; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.mayPass = options.mayPass ?? false;
  }
}
