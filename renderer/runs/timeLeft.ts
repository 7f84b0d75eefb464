/** Work that counts what it has done. */
export interface CountedWork {
  readonly done: number;
  readonly total: number;
  /** When the first of it was heard of; undefined while it is still being prepared. */
  readonly startedMs: number | undefined;
  readonly atMs: number;
}

export function begun(): CountedWork {
  return { done: 0, total: 0, startedMs: undefined, atMs: 0 };
}

/** The clock starts with the first report, since loading runtime and networks says nothing about the rest. */
export function advanced(work: CountedWork, done: number, total: number, atMs: number): CountedWork {
  return { done, total, startedMs: work.startedMs ?? atMs, atMs };
}

/** From 0 to 1; undefined while nobody knows. */
export function fractionOf({ done, total, startedMs }: CountedWork): number | undefined {
  return startedMs === undefined || total === 0 ? undefined : done / total;
}

/** Milliseconds, at the pace so far; undefined until there is one. `firstDone`: what was done at the first report. */
export function timeLeft({ done, total, startedMs, atMs }: CountedWork, firstDone = 1): number | undefined {
  if (startedMs === undefined || done <= firstDone) return undefined;
  return ((atMs - startedMs) / (done - firstDone)) * (total - done);
}
