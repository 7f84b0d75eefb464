// The Electron program that the studio is started with.
import { findElectron } from '../../core/engine/doctor/electronProgram.ts';
import { runProgram } from '../runProgram.ts';

const HOW_TO_GET_ELECTRON =
  'Electron, the program that shows the window, is not installed and could not be downloaded: run ' +
  '"node node_modules/electron/install.js" where the download works, or set ELECTRON_OVERRIDE_DIST_PATH to a folder with ' +
  'Electron in it. On Linux, "npm start -- --test-electron" opens the studio in the older Electron that the end-to-end tests ' +
  'build from Debian packages. The command line ("npm run omgd -- --help") works without it.';

const NO_SCREEN =
  'There is no screen here: neither DISPLAY nor WAYLAND_DISPLAY is set. Start the studio on a desktop, or on a virtual ' +
  'screen with "xvfb-run -a npm start". The command line ("npm run omgd -- --help") works without one.';

/** Whether a window can be shown; if not, the reason is printed. */
export function hasScreen(): boolean {
  const { DISPLAY, WAYLAND_DISPLAY } = process.env;
  const isThere = process.platform !== 'linux' || Boolean(DISPLAY) || Boolean(WAYLAND_DISPLAY);
  if (!isThere) console.error(NO_SCREEN);
  return isThere;
}

/** Absolute path of Electron's program, downloading it if that was not done yet. Undefined, with the reason printed, if it is not to be had. */
export async function electronProgram(): Promise<string | undefined> {
  const { binary } = findElectron();
  if (binary !== null) return binary;
  console.error('Downloading Electron (about 110 MB) …');
  await runProgram('node_modules/electron/install.js', []);
  const downloaded = findElectron().binary;
  if (downloaded === null) console.error(HOW_TO_GET_ELECTRON);
  return downloaded ?? undefined;
}

/** Words that Electron itself needs: Chromium's sandbox does not work for root on Linux. Pages stay sandboxed. */
export function electronWords(): string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : [];
}
