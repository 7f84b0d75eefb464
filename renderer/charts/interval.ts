/** Stretches of an axis, and what zooming and panning do to them. */

export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** The smallest interval that holds both; an absent one changes nothing. */
export function union(first: Interval | undefined, second: Interval | undefined): Interval | undefined {
  if (!first || !second) return first ?? second;
  return { from: Math.min(first.from, second.from), to: Math.max(first.to, second.to) };
}

/**
 * `window` made `factor` times as long (below 1: closer) around `anchor`, which stays where it is on the screen. It never
 * leaves `limits` and never gets shorter than a thousandth of them, so that the wheel cannot lose the reader.
 */
export function zoomed(window: Interval, factor: number, anchor: number, limits: Interval): Interval {
  const full = limits.to - limits.from;
  const length = Math.min(Math.max((window.to - window.from) * factor, full / 1000), full);
  const share = (anchor - window.from) / (window.to - window.from || 1);
  return within({ from: anchor - share * length, to: anchor + (1 - share) * length }, limits);
}

/** `window` moved by `distance`, stopped at the edges of `limits`. */
export function panned(window: Interval, distance: number, limits: Interval): Interval {
  return within({ from: window.from + distance, to: window.to + distance }, limits);
}

function within(window: Interval, limits: Interval): Interval {
  const length = window.to - window.from;
  if (length >= limits.to - limits.from) return limits;
  const from = Math.min(Math.max(window.from, limits.from), limits.to - length);
  return { from, to: from + length };
}
