/**
 * Which emoji are near-duplicates of each other.
 *
 * Skin tones, genders, hair and walking directions are drawn over the same outline, many "man …" and "person …" pictures
 * are even identical, and coloured hearts, circles, squares and flags differ in colour alone. If one of them were taught
 * and another measured, the measurement would reward memory. So they form a family, and families are split as a whole.
 */

/** Parts of a code that change a drawing only slightly: joiner, variation selectors, signs, tones, hair, colours. */
const MODIFIERS = new Set([
  ...['200D', 'FE0E', 'FE0F', '20E3'],
  ...['2640', '2642', '27A1'],
  ...['1F3FB', '1F3FC', '1F3FD', '1F3FE', '1F3FF'],
  ...['1F9B0', '1F9B1', '1F9B2', '1F9B3'],
  ...['1F7E0', '1F7E1', '1F7E2', '1F7E3', '1F7E4', '1F7E5', '1F7E6', '1F7E7', '1F7E8', '1F7E9', '1F7EA', '1F7EB'],
  ...['1F308', '2B1B', '2B1C'],
]);

/** Man, woman, person. */
const ADULTS = new Set(['1F468', '1F469', '1F9D1']);

/** Subgroups that repeat a few outlines in many colours. */
const ONE_FAMILY_SUBGROUPS = new Map([
  ['flag', 'flags'],
  ['flags', 'flags'],
  ['country-flag', 'flags'],
  ['subdivision-flag', 'flags'],
  ['queer-symbols', 'flags'],
  ['heart', 'hearts'],
  ['hair-style', 'hair'],
  ['geometric', 'geometric'],
  ['punctuation', 'punctuation'],
]);

/** Single emoji that repeat another one's outline (found by comparing all files; a test keeps the list complete). */
const SAME_OUTLINE_AS = new Map([
  ['1F48F', 'adult-2764-1F48B-adult'],
  ['1F491', 'adult-2764-adult'],
  ['1F46A', 'adult-adult-1F466'],
  ['1F601', '1F604'],
  ['1F696', '1F694'],
  ['E067', 'E066'],
]);

/** The family of an emoji. `hexcode` is its code points, such as `1F44B-1F3FB`; `subgroup` is OpenMoji's. */
export function emojiFamily(hexcode: string, subgroup: string): string {
  const shared = ONE_FAMILY_SUBGROUPS.get(subgroup);
  if (shared !== undefined) return shared;
  const kept = hexcode.split('-').filter((part) => !MODIFIERS.has(part));
  if (kept.length === 0) return 'geometric';
  const family = kept.map((part) => (ADULTS.has(part) ? 'adult' : part)).join('-');
  return SAME_OUTLINE_AS.get(family) ?? family;
}
