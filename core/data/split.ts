/** Choosing the validation pairs of a dataset that has none of its own. */
import { createHash } from 'node:crypto';

/** A number in [0, 1) that depends on the text only: first 32 bits of SHA-256 of its NFC form, in UTF-8. */
export function hashToUnit(text: string): number {
  // macOS hands out file names decomposed, others composed: without NFC a dataset would split differently there.
  return createHash('sha256').update(text.normalize('NFC')).digest().readUInt32BE(0) / 2 ** 32;
}

/**
 * The split of a family of near-duplicates. It depends on the family's name alone, so adding, removing or reordering
 * pictures never moves another picture across.
 */
export function splitByHash(family: string, validationFraction: number): 'train' | 'validation' {
  return hashToUnit(family) < validationFraction ? 'validation' : 'train';
}
