/** The studio's main process: one instance, its start and its end. */
import '../compat/node16.ts';
import { app, ipcMain } from 'electron';
import { z } from 'zod';
import { STUDIO_SCHEME } from '../../core/protocol/studio/urls.ts';
import { DROP_CHANNEL } from '../../core/protocol/studio/wire.ts';
import { registerStandardScheme } from '../compat/scheme.ts';
import { announceFolders, studioFolders } from './folders.ts';
import { isOurPage } from './ipc/sender.ts';
import { Studio } from './studio.ts';
import { confineAllPages } from './window/security.ts';

/** As in electron-builder.yml. Windows shows notifications only of programs whose shortcut bears the same name. */
const APP_ID = 'io.omgd.studio';

const DroppedPathsSchema = z.array(z.string().min(1)).min(1).max(1000);

if (app.requestSingleInstanceLock()) start();
else app.quit();

function start(): void {
  registerStandardScheme(STUDIO_SCHEME);
  if (process.platform === 'win32') app.setAppUserModelId(APP_ID);
  confineAllPages();
  const folders = studioFolders();
  announceFolders(folders);
  const studio = new Studio(folders, !app.isPackaged);
  app.on('second-instance', (_event, words, directory) => {
    studio.focus();
    void studio.openFiles(words, directory);
  });
  app.on('open-file', (_event, path) => void app.whenReady().then(() => studio.takeFiles([path])));
  app.on('activate', () => void app.whenReady().then(() => studio.showWindow()));
  app.on('window-all-closed', () => app.quit());
  ipcMain.on(DROP_CHANNEL, (event, paths: unknown) => {
    if (isOurPage(event)) void studio.takeFiles(DroppedPathsSchema.parse(paths));
  });
  quitWithCare(studio);
  void app.whenReady().then(async () => {
    await studio.start();
    await studio.openFiles(process.argv, process.cwd());
  });
}

/** A run is stopped and saved before the program ends; closing the window counts as quitting. */
function quitWithCare(studio: Studio): void {
  let isReady = false;
  app.on('before-quit', (event) => {
    if (isReady || !studio.isBusy) return;
    event.preventDefault();
    void studio.mayQuit().then((mayQuit) => {
      isReady = mayQuit;
      if (mayQuit) app.quit();
    });
  });
  app.on('browser-window-created', (_event, window) => {
    window.on('close', (event) => {
      if (isReady || !studio.isBusy) return;
      event.preventDefault();
      app.quit();
    });
  });
  app.on('will-quit', () => studio.close());
}
