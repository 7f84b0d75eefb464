/** From values to pixels and back, on a linear or a logarithmic axis. */
import type { Interval } from './interval.ts';

export type ScaleKind = 'linear' | 'log';

export interface Scale {
  readonly kind: ScaleKind;
  /** In values; above 0 on a logarithmic axis. */
  readonly domain: Interval;
  /** In pixels; `from` may be larger than `to`, as on a y axis. */
  readonly range: Interval;
}

/** Pixel of `value`; NaN for what the axis cannot show: no number, or not above 0 on a logarithmic axis. */
export function toPixel({ kind, domain, range }: Scale, value: number): number {
  const along = kind === 'log' ? Math.log10 : identity;
  if (!Number.isFinite(value) || (kind === 'log' && value <= 0)) return NaN;
  const share = (along(value) - along(domain.from)) / (along(domain.to) - along(domain.from) || 1);
  return range.from + share * (range.to - range.from);
}

/** Value under `pixel`. */
export function toValue({ kind, domain, range }: Scale, pixel: number): number {
  const share = (pixel - range.from) / (range.to - range.from || 1);
  if (kind === 'linear') return domain.from + share * (domain.to - domain.from);
  const [low, high] = [Math.log10(domain.from), Math.log10(domain.to)];
  return 10 ** (low + share * (high - low));
}

function identity(value: number): number {
  return value;
}
