/** Numbers as a person reads them: three digits that matter, and the unit. */

/** 18_300_000_000 → “18.3 G”; 439_000_000 → “0.44 G” (networks are compared in giga). */
export function formatGiga(count: number): string {
  return `${digits(count / 1e9)} G`;
}

/** 42 → “42”; 137_000 → “137 k”; 1_137_000 → “1.14 M”. */
export function formatCount(count: number): string {
  if (count >= 1e9) return `${digits(count / 1e9)} G`;
  if (count >= 1e6) return `${digits(count / 1e6)} M`;
  return count >= 1e4 ? `${digits(count / 1e3)} k` : Math.round(count).toLocaleString('en');
}

/** 160_000 → “0.16 MB” (decimal megabytes, as file managers count). */
export function formatBytes(bytes: number): string {
  if (bytes >= 1e9) return `${digits(bytes / 1e9)} GB`;
  return bytes >= 1e4 ? `${digits(bytes / 1e6)} MB` : `${digits(bytes / 1e3)} kB`;
}

/** “120 / 5,000”; without a total that is known, only how far it is. */
export function formatSteps(step: number, totalSteps: number | null): string {
  return [step, ...(totalSteps === null ? [] : [totalSteps])].map((count) => count.toLocaleString('en')).join(' / ');
}

/** 41.3 → “41×”; 4.13 → “4.1×”. */
export function formatRatio(ratio: number): string {
  return ratio >= 10 ? `${Math.round(ratio)}×` : `${ratio.toFixed(1)}×`;
}

/** How many times fewer, or more where it is none: 13 → “13× fewer”, 0.5 → “2.0× more”. */
export function formatSaving(ratio: number): string {
  return ratio < 1 ? `${formatRatio(1 / ratio)} more` : `${formatRatio(ratio)} fewer`;
}

/** Under a heading that says “times fewer”: 13 → “13×”, but 0.04 → “25× more”. */
export function formatTimesFewer(ratio: number): string {
  return ratio < 1 ? formatSaving(ratio) : formatRatio(ratio);
}

/** 0.423 → “42 %”. Shares below one per cent say so. */
export function formatPercent(share: number): string {
  if (share > 0 && share < 0.01) return '< 1 %';
  return `${Math.round(share * 100)} %`;
}

/** A length of time in its two largest units: “38 min”, “2 h 05 min”, “3 d 4 h”; from a week on in one: “9 days”, “5 months”. */
export function formatDuration(milliseconds: number): string {
  const seconds = Math.round(milliseconds / 1000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  if (seconds < 600) return `${Math.floor(seconds / 60)} min ${String(seconds % 60).padStart(2, '0')} s`;
  if (minutes < 60) return `${minutes} min`;
  if (minutes < 24 * 60) return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} min`;
  const hours = Math.round(minutes / 60);
  if (hours < 24 * 7) return `${Math.floor(hours / 24)} d ${hours % 24} h`;
  if (hours < 24 * 60) return `${Math.round(hours / 24)} days`;
  return `${Math.round(hours / 24 / 30.4)} months`;
}

/** The epoch of a step, counted from 1 as people do; stored are epochs from 0. Before the first step it is 0. */
export function formatEpoch({ step, epoch }: { readonly step: number; readonly epoch: number }): string {
  return String(step === 0 ? 0 : epoch + 1);
}

/** Three digits that matter: 18.3, 0.44, 2.05, 137. */
function digits(value: number): string {
  if (value >= 100) return String(Math.round(value));
  if (value >= 10) return value.toFixed(1);
  return value >= 1 ? value.toFixed(2) : value.toPrecision(2);
}
