/** What pages may not do: leave the studio, open windows, embed pages, or get rights, but for the camera of the playground. */
import { app, type MediaAccessPermissionRequest, type PermissionRequest, type Session } from 'electron';
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

/** The pictures of a camera for our own page, which asks when a person presses its button; no sound, and nothing else. */
export function limitPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, callback, details) =>
    callback(permission === 'media' && isForPictures(details)),
  );
  session.setPermissionCheckHandler(
    (_contents, permission, origin, { mediaType }) =>
      permission === 'media' && mediaType === 'video' && isOurAddress(`${origin.replace(/\/$/, '')}/`),
  );
  session.setDevicePermissionHandler(() => false);
}

function isForPictures(details: object): boolean {
  const { isMainFrame, requestingUrl, mediaTypes } = details as PermissionRequest & MediaAccessPermissionRequest;
  return isMainFrame && isOurAddress(requestingUrl) && mediaTypes?.length === 1 && mediaTypes[0] === 'video';
}
