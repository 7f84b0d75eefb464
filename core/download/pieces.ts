/** The body of an answer, down to the last byte that came before it broke off. */
import type { Readable } from 'node:stream';

/** More than this waiting to be written, and the sender has to wait. */
const MOST_QUEUED_BYTES = 1 << 20;

/**
 * Starts to read `source` at once, and yields its pieces; throws its error after the last one if it failed. Iterating over
 * the stream itself would drop what is still buffered when the connection breaks.
 */
export function piecesOf(source: Readable): AsyncGenerator<Buffer> {
  const queue: Buffer[] = [];
  let queuedBytes = 0;
  let ending: { readonly error?: Error } | undefined;
  let wake = (): void => {};
  source.on('data', (piece: Buffer) => {
    queue.push(piece);
    queuedBytes += piece.length;
    if (queuedBytes > MOST_QUEUED_BYTES) source.pause();
    wake();
  });
  const end = (error?: Error): void => {
    ending ??= error === undefined ? {} : { error };
    wake();
  };
  source.on('end', () => end());
  source.on('error', end);
  source.on('close', () => end());

  async function* pieces(): AsyncGenerator<Buffer> {
    for (;;) {
      const piece = queue.shift();
      if (piece !== undefined) {
        queuedBytes -= piece.length;
        yield piece;
        if (queuedBytes <= MOST_QUEUED_BYTES) source.resume();
      } else if (ending === undefined) {
        await new Promise<void>((resolve) => (wake = resolve));
      } else if (ending.error !== undefined) {
        throw ending.error;
      } else {
        return;
      }
    }
  }
  return pieces();
}
