/** What people are told about a limit that rounding has set (rounding.ts); '' for the usual ones. */
import type { Limit } from './report.ts';

export function roundingText(limit: Limit): string {
  if (limit.measure === 'ssim' || limit.lastBit === undefined) return '';
  return `; this network magnifies rounding, the last bits of its weights alone make ${limit.lastBit.toExponential(2)}`;
}
