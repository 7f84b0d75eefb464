/** Reads what a person typed into a number field. */

export interface NumberRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly whole: boolean;
  readonly optional: boolean;
}

export type ReadNumber =
  { readonly ok: true; readonly value: number | undefined } | { readonly ok: false; readonly message: string };

/** A decimal comma counts as a point; `1e-5` is fine. The message is a sentence for the user. */
export function readNumber(text: string, { minimum, maximum, whole, optional }: NumberRange): ReadNumber {
  const trimmed = text.trim();
  if (trimmed === '') return optional ? { ok: true, value: undefined } : refuse('Enter a number.');
  const value = Number(trimmed.replace(',', '.'));
  if (!Number.isFinite(value)) return refuse(`“${trimmed}” is not a number.`);
  if (whole && !Number.isInteger(value)) return refuse('Enter a whole number.');
  if (value < minimum) return refuse(`The least is ${minimum}.`);
  if (value > maximum) return refuse(`The most is ${maximum}.`);
  return { ok: true, value };
}

function refuse(message: string): ReadNumber {
  return { ok: false, message };
}
