/** What a notification says about the end of a run. */
import type { Settings } from '../../../core/protocol/studio/settings.ts';
import type { RunEnd } from '../../../core/store/index.ts';

/** The words of the notification, or undefined if there shall be none. */
export function announcementOf(
  name: string,
  { state, message = '' }: RunEnd,
  { notifyFinished, notifyFailed }: Pick<Settings, 'notifyFinished' | 'notifyFailed'>,
): { title: string; body: string } | undefined {
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
