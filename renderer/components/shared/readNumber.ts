/** Reads what a person typed into a number field. */

export interface NumberRange {
  readonly minimum: number;
  readonly maximum: number;
  readonly whole: boolean;
  readonly optional: boolean;
}

export type ReadNumber =
  { readonly ok: true; readonly value: number | undefined } | { readonly ok: false; readonly message: string };

/** `10,000`, as the studio itself writes large numbers: it would be 10 with a decimal comma. */
const GROUPED = /^[1-9]\d{0,2}(,\d{3})+$/;

/** A decimal comma counts as a point; `1e-5` is fine. The message is a sentence for the user. */
export function readNumber(text: string, { minimum, maximum, whole, optional }: NumberRange): ReadNumber {
  const trimmed = text.trim();
  if (trimmed === '') return optional ? { ok: true, value: undefined } : refuse('Enter a number.');
  if (GROUPED.test(trimmed)) {
    const plain = trimmed.replaceAll(',', '');
    return refuse(`“${trimmed}” can be read in two ways. Write ${plain}, or a point for the decimals.`);
  }
  const value = Number(trimmed.replace(',', '.'));
  if (!Number.isFinite(value)) return refuse(`“${trimmed}” is not a number.`);
  if (whole && !Number.isInteger(value)) return refuse('Enter a whole number.');
  if (value < minimum) return refuse(`The least is ${minimum}.`);
  const most = whole ? Math.min(maximum, Number.MAX_SAFE_INTEGER) : maximum;
  if (value > most) return refuse(`The most is ${most}.`);
  return { ok: true, value };
}

function refuse(message: string): ReadNumber {
  return { ok: false, message };
}
