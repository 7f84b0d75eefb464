/** Sizes as people read them in messages, decimal as file managers count. */

/** E.g. "812 bytes", "12.3 MB", "2.05 GB". */
export function byteText(bytes: number): string {
  if (bytes < 1e4) return `${String(bytes)} bytes`;
  return bytes < 1e9 ? `${(bytes / 1e6).toFixed(bytes < 1e5 ? 2 : 1)} MB` : `${(bytes / 1e9).toFixed(2)} GB`;
}
