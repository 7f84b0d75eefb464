/** What an export tells on its way, and how it is stopped. */
import type { Latency } from './latency.ts';
import type { Verification } from './report.ts';

export type ExportProgress =
  | { readonly kind: 'writing' }
  | { readonly kind: 'written'; readonly bytes: number }
  | { readonly kind: 'verifying'; readonly done: number; readonly total: number }
  | { readonly kind: 'verified'; readonly verification: Verification }
  | { readonly kind: 'measuring' }
  | { readonly kind: 'measured'; readonly latency: Latency | null };

export interface ExportOptions {
  readonly onProgress?: (progress: ExportProgress) => void;
  /** Ends the export before the next picture; nothing is kept. */
  readonly signal?: AbortSignal;
}
