/** What ends a run early, with a code of core/protocol's error table and a sentence that names place and remedy. */
import type { ErrorCode } from '../protocol/index.ts';

export class TrainError extends Error {
  override readonly name = 'TrainError';
  readonly code: ErrorCode;
  /** The step that failed and the loss term that broke, where that is what happened. */
  readonly place: { readonly step?: number; readonly term?: string };

  constructor(code: ErrorCode, message: string, place: { step?: number; term?: string } = {}, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause });
    this.code = code;
    this.place = place;
  }
}
