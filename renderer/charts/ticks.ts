/** Where an axis has its marks, and what they say. */
import type { Interval } from './interval.ts';
import type { ScaleKind } from './scale.ts';

export interface Tick {
  readonly value: number;
  readonly label: string;
}

const NICE_STEPS = [1, 2, 5, 10];
const NICE_SECONDS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800, 43200, 86400];

/** At most about `count` round values inside `domain`. */
export function valueTicks(domain: Interval, count: number, kind: ScaleKind): Tick[] {
  return kind === 'log' ? logTicks(domain, count) : linearTicks(domain, count);
}

function linearTicks(domain: Interval, count: number): Tick[] {
  const step = niceStep((domain.to - domain.from) / Math.max(count, 1));
  return multiples(domain, step).map((value) => ({ value, label: formatTick(value, step) }));
}

/** Steps are whole: no marks between them. */
export function stepTicks(domain: Interval, count: number): Tick[] {
  const step = Math.max(niceStep((domain.to - domain.from) / Math.max(count, 1)), 1);
  return multiples(domain, step).map((value) => ({ value, label: formatTick(value, step) }));
}

/** Times in milliseconds, marked at whole seconds, minutes, hours or days. */
export function timeTicks(domain: Interval, count: number): Tick[] {
  const wantedSeconds = (domain.to - domain.from) / 1000 / Math.max(count, 1);
  const seconds = NICE_SECONDS.find((nice) => nice >= wantedSeconds) ?? Math.ceil(wantedSeconds / 86400) * 86400;
  return multiples(domain, seconds * 1000).map((value) => ({ value, label: formatTime(value) }));
}

/** Powers of ten, with 2 and 5 between them where there is room or one mark would stand alone; round values if the domain is within one decade. */
function logTicks(domain: Interval, count: number): Tick[] {
  const decades = Math.log10(domain.to / domain.from);
  if (decades < 1) return linearTicks(domain, count).filter(({ value }) => value > 0);
  const every = Math.ceil(decades / Math.max(count, 1));
  const powers = powerTicks(domain, every, [1]);
  return decades * 3 <= count || powers.length < 2 ? powerTicks(domain, every, [1, 2, 5]) : powers;
}

function powerTicks(domain: Interval, every: number, mantissas: readonly number[]): Tick[] {
  const ticks: Tick[] = [];
  for (let exponent = Math.floor(Math.log10(domain.from)); 10 ** exponent <= domain.to; exponent += 1) {
    if (exponent % every !== 0) continue;
    for (const mantissa of mantissas) {
      const value = mantissa * 10 ** exponent;
      if (value >= domain.from && value <= domain.to) ticks.push({ value, label: formatTick(value, value) });
    }
  }
  return ticks;
}

function niceStep(wanted: number): number {
  if (!(wanted > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(wanted));
  return NICE_STEPS.find((nice) => nice * power >= wanted)! * power;
}

function multiples({ from, to }: Interval, step: number): number[] {
  const first = Math.ceil(from / step - 1e-9);
  const last = Math.floor(to / step + 1e-9);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => (first + index) * step);
}

/** As many decimals as marks `step` apart need; thousands as 12k, very small values as 2e-5. */
function formatTick(value: number, step: number): string {
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-3) return value.toExponential(size / step >= 10 ? 1 : 0).replace('e-', 'e−');
  if (size >= 10_000 && step >= 100) return `${trimmed(value / 1000, step / 1000)}k`;
  return trimmed(value, step);
}

function trimmed(value: number, step: number): string {
  const decimals = Math.max(0, Math.ceil(-Math.log10(step) - 1e-9));
  return value.toFixed(Math.min(decimals, 8)).replace('-', '−');
}

/** 45 s, 3 min, 1:20 h, 2 d. */
function formatTime(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds === 0) return '0';
  if (seconds % 86400 === 0) return `${seconds / 86400} d`;
  if (seconds >= 3600) return `${Math.floor(seconds / 3600)}:${pad(Math.floor((seconds % 3600) / 60))} h`;
  if (seconds % 60 === 0) return `${seconds / 60} min`;
  return seconds < 60 ? `${seconds} s` : `${Math.floor(seconds / 60)}:${pad(seconds % 60)}`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
