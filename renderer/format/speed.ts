/** Latencies and frame rates as a person reads them. */
import type { Speed } from '../playground/speed.ts';

/** 3.14 → “3.1 ms”; 42.4 → “42 ms”. */
export function formatMilliseconds(milliseconds: number): string {
  return `${milliseconds < 10 ? milliseconds.toFixed(1) : String(Math.round(milliseconds))} ms`;
}

/** “12 ms · 58 per s”; the rate is left out until there were enough answers to count. */
export function formatRate({ latencyMs, framesPerSecond }: Speed): string {
  const latency = formatMilliseconds(latencyMs);
  return framesPerSecond === undefined ? latency : `${latency} · ${String(Math.round(framesPerSecond))} per s`;
}
