/** Moments as a person reads them, in the language of the system. Arguments are milliseconds since 1970. */

const CLOCK = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium', hourCycle: 'h23' });
const TIME = new Intl.DateTimeFormat(undefined, { timeStyle: 'short', hourCycle: 'h23' });
const DATE = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });
const MOMENT = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', hourCycle: 'h23' });

/** 14:05:09 */
export function formatClock(atMs: number): string {
  return CLOCK.format(atMs);
}

/** “Today 14:05”, or the date for older moments. */
export function formatDay(atMs: number, nowMs: number): string {
  const isToday = new Date(atMs).toDateString() === new Date(nowMs).toDateString();
  return isToday ? `Today ${TIME.format(atMs)}` : DATE.format(atMs);
}

/** Date and time. */
export function formatMoment(atMs: number): string {
  return MOMENT.format(atMs);
}
