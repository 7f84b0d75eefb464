/** The window: made once, restored where it was, shown when its first picture is ready. */
import { BrowserWindow } from 'electron';
import { fileURLToPath } from 'node:url';
import { APP_ORIGIN } from '../../../core/protocol/studio/urls.ts';
import type { WindowStateFile } from './windowState.ts';

const PRELOAD_URL = new URL('../preload/index.cjs', import.meta.url);

const DEFAULT_STATE = { width: 1440, height: 900, isMaximized: false } as const;
const SMALLEST_SIZE = { minWidth: 1024, minHeight: 700 } as const;
/** The pages' own backgrounds, so that nothing flashes before they are drawn. */
const BACKGROUNDS = { dark: '#161719', light: '#f6f6f5' } as const;

export interface WindowOptions {
  readonly stateFile: WindowStateFile;
  readonly isDark: boolean;
  /** Called after each load of the page. */
  onLoaded(window: BrowserWindow): void;
}

export async function createMainWindow({ stateFile, isDark, onLoaded }: WindowOptions): Promise<BrowserWindow> {
  const { isMaximized, ...bounds } = (await stateFile.read()) ?? DEFAULT_STATE;
  const window = new BrowserWindow({
    ...bounds,
    ...SMALLEST_SIZE,
    show: false,
    title: 'OMGD Studio',
    backgroundColor: isDark ? BACKGROUNDS.dark : BACKGROUNDS.light,
    webPreferences: {
      preload: fileURLToPath(PRELOAD_URL),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      // Charts of a run go on while the window is behind others.
      backgroundThrottling: false,
    },
  });
  if (isMaximized) window.maximize();
  window.once('ready-to-show', () => window.show());
  // The title is ours (`app.setWindowState`), not that of the page.
  window.on('page-title-updated', (event) => event.preventDefault());
  window.webContents.on('did-finish-load', () => onLoaded(window));
  stateFile.follow(window);
  void window.loadURL(`${APP_ORIGIN}/`);
  return window;
}
