/** What the loader's thread and its owner say to each other. Both sides are ours and typed, so nothing is parsed. */
import type { LoadedBatch } from './batch.ts';
import type { DataErrorCode } from './dataError.ts';

export type FromLoader =
  | { readonly kind: 'batch'; readonly batch: LoadedBatch }
  | {
      readonly kind: 'failed';
      readonly code: DataErrorCode;
      readonly message: string;
      readonly files: readonly string[];
    };

/** `taken`: a batch was consumed, make one more. `close`: finish what is under way and end. */
export type ToLoader = { readonly kind: 'taken' } | { readonly kind: 'close' };
