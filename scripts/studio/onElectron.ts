// Runs a program of the project that drives the studio: with an Electron, a screen, and the studio built.
import { runCommand } from '../runProgram.ts';
import { buildStudioIfNeeded } from './build.ts';
import { findTestElectron } from './testElectron.ts';

/**
 * Runs `node WORDS …` and returns its exit code. Where there is no Electron or no screen it says that `what` was left
 * out and why, and returns 0.
 */
export async function runOnElectron(what: string, words: readonly string[]): Promise<number> {
  const electron = findTestElectron();
  if (electron.kind === 'missing') {
    console.log(`${what} left out: ${electron.reason}.`);
    return 0;
  }
  const [program = '', ...rest] = [...electron.screen, process.execPath, ...words];
  return (await buildStudioIfNeeded()) || (await runCommand(program, rest, electron.environment));
}
