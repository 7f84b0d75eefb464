/** Latencies, frame rates and the pace of training as a person reads them. */
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

/** 4.62 → “4.6 steps/s”; 0.4 → “2.5 s/step”; “–” while nothing was measured. */
export function formatPace(stepsPerSecond: number): string {
  if (stepsPerSecond === 0) return '–';
  return stepsPerSecond >= 1 ? `${stepsPerSecond.toFixed(1)} steps/s` : `${(1 / stepsPerSecond).toFixed(1)} s/step`;
}
