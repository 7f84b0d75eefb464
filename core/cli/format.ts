/** Numbers and times as people read them. */

/** E.g. "45 s", "5 min 38 s", "2 h 04 min". */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${String(whole)} s`;
  if (whole < 3600) return `${String(Math.floor(whole / 60))} min ${pad(whole % 60)} s`;
  return `${String(Math.floor(whole / 3600))} h ${pad(Math.floor((whole % 3600) / 60))} min`;
}

/** E.g. "4.60 G": four orders of magnitude of MACs and parameters. */
export function formatCount(count: number): string {
  const [divisor, unit] = COUNT_UNITS.find(([least]) => count >= least) ?? [1, ''];
  return unit === '' ? String(count) : `${(count / divisor).toPrecision(4)} ${unit}`;
}

const COUNT_UNITS = [
  [1e12, 'T'],
  [1e9, 'G'],
  [1e6, 'M'],
  [1e3, 'k'],
] as const;

/** E.g. "12.3 MB"; "47.5 kB" for what would be next to nothing in MB. */
export function formatBytes(bytes: number): string {
  if (bytes < 1e5) return `${(bytes / 1e3).toFixed(1)} kB`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}

/** Local date and time, e.g. "2026-11-23 07:45". */
export function formatWhen(timeMs: number): string {
  const date = new Date(timeMs);
  const day = `${String(date.getFullYear())}-${pad(date.getMonth() + 1)}-${pad(date.getDate())}`;
  return `${day} ${pad(date.getHours())}:${pad(date.getMinutes())}`;
}

/** Four significant digits, without needless zeros. */
export function formatValue(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(4))) : String(value);
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
