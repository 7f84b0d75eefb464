/** What a check of a whole document says about one setting. */
import type { PipelineDocument } from '../schema.ts';

export interface Finding {
  /** `error`: such a run cannot start. `warning`: it can, but probably not as meant. */
  readonly severity: 'error' | 'warning';
  /** The setting to change, as a dotted path. */
  readonly path: string;
  /** Whole sentences: what is wrong, with the values, and what would be right. */
  readonly message: string;
}

/** Looks at one thing; an empty list means that it is in order. */
export type Check = (document: PipelineDocument) => readonly Finding[];

/** Values in a message, each marked as one: `"ssim", "psnr"`. */
export function quoted(values: readonly string[]): string {
  return values.map((value) => `"${value}"`).join(', ');
}

export function error(path: string, message: string): Finding {
  return { severity: 'error', path, message };
}

export function warning(path: string, message: string): Finding {
  return { severity: 'warning', path, message };
}
