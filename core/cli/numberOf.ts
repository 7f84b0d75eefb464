/** The number that `text` is, NaN if it is none; unlike `Number`, which reads an empty shell variable as 0. */
export function numberOf(text: string): number {
  return text.trim() === '' ? NaN : Number(text);
}
