/** What a notification says about the end of a run or of a sweep. */
import type { Settings } from '../../../core/protocol/studio/settings.ts';
import type { RunEnd } from '../../../core/store/index.ts';
import type { SweepEnd } from '../../../core/sweep/scheduler.ts';

export interface Announcement {
  readonly title: string;
  readonly body: string;
}

type Wishes = Pick<Settings, 'notifyFinished' | 'notifyFailed'>;

/** The words of the notification, or undefined if there shall be none. */
export function announcementOf(
  name: string,
  { state, message = '' }: RunEnd,
  { notifyFinished, notifyFailed }: Wishes,
): Announcement | undefined {
  switch (state) {
    case 'finished':
      return notifyFinished ? { title: 'Distillation finished', body: `“${name}” is ready to look at.` } : undefined;
    case 'failed':
    case 'interrupted':
      return notifyFailed ? { title: `“${name}” did not finish`, body: message } : undefined;
    case 'stopped':
      return undefined;
  }
}

/** As `announcementOf`, for a sweep; the ends of its runs are not told one by one. */
export function sweepAnnouncementOf(
  name: string,
  { state, failed }: SweepEnd,
  { notifyFinished, notifyFailed }: Wishes,
): Announcement | undefined {
  if (state !== 'finished') return undefined;
  if (failed.length === 0)
    return notifyFinished ? { title: 'Sweep finished', body: `“${name}” has its curve.` } : undefined;
  const body = `${String(failed.length)} of its runs could not be trained to their end.`;
  return notifyFailed ? { title: `“${name}” has ended`, body } : undefined;
}
