/** What pages may not do: leave the studio, open windows, embed pages, or get rights of any kind. */
import { app, type Session } from 'electron';
import { isOurAddress } from '../ipc/sender.ts';

/** Holds for every page that this process will ever show. */
export function confineAllPages(): void {
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }));
    contents.on('will-navigate', (event, url) => {
      if (!isOurAddress(url)) event.preventDefault();
    });
    contents.on('will-redirect', (event, url) => {
      if (!isOurAddress(url)) event.preventDefault();
    });
    contents.on('will-attach-webview', (event) => event.preventDefault());
  });
}

export function denyPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
}
