/** Who may speak to the main process: the main frame of our own page, and nobody else. */
import type { IpcMainEvent, IpcMainInvokeEvent } from 'electron';
import { APP_ORIGIN } from '../../../core/protocol/studio/urls.ts';

export function isOurPage(event: IpcMainEvent | IpcMainInvokeEvent): boolean {
  const frame = event.senderFrame;
  return frame !== null && frame === event.sender.mainFrame && isOurAddress(frame.url);
}

/** Whether `address` is a page of the studio. */
export function isOurAddress(address: string): boolean {
  return address.startsWith(`${APP_ORIGIN}/`);
}
