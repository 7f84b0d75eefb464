/** The program itself: versions, licences, title and menu, and the way out of a database that does not open. */
import { app, type BrowserWindow } from 'electron';
import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { LicenseSchema } from '../../../core/protocol/studio/app.ts';
import type { CommandId } from '../../../core/protocol/studio/commands.ts';
import type { HandlersOf } from '../ipc/handlers.ts';
import type { StoreKeeper } from '../storeKeeper.ts';

export interface AppServices {
  readonly store: StoreKeeper;
  readonly dataFolder: string;
  readonly getWindow: () => BrowserWindow;
  setDisabledCommands(commands: readonly CommandId[]): void;
}

/** As a path: Electron looks into its archive for paths, not for URLs. */
const LICENSES_PATH = fileURLToPath(new URL('licenses.json', import.meta.url));

export function createAppHandlers({
  store,
  dataFolder,
  getWindow,
  setDisabledCommands,
}: AppServices): HandlersOf<'app'> {
  return {
    about: () => ({ version: app.getVersion(), versions: versions(), platform: platform(), dataFolder }),
    licenses: async () => z.array(LicenseSchema).parse(JSON.parse(await readFile(LICENSES_PATH, 'utf8'))),
    storeState: () => store.state,
    setDatabaseAside: () => ({ path: store.setAside() }),
    reopenStore: () => {
      store.open();
      return store.state;
    },
    setWindowState: ({ title, isEdited, disabledCommands }) => {
      const window = getWindow();
      window.setTitle(title === '' ? 'OMGD Studio' : `${isEdited ? '• ' : ''}${title} — OMGD Studio`);
      window.setDocumentEdited(isEdited);
      setDisabledCommands(disabledCommands);
    },
  };
}

function versions(): Record<string, string> {
  const { electron = '', chrome = '', node = '', v8 = '' } = process.versions;
  return { Electron: electron, Chromium: chrome, 'Node.js': node, V8: v8 };
}

function platform(): 'linux' | 'darwin' | 'win32' | 'other' {
  const { platform } = process;
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other';
}
