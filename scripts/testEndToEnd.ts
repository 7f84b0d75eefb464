// `npm run test:e2e [-- PLAYWRIGHT WORDS]`: drives a real Electron through the studio. Where there is no Electron or no
// screen it says so and leaves the tests out.
import { runCommand } from './runProgram.ts';
import { buildStudioIfNeeded } from './studio/build.ts';
import { findTestElectron } from './studio/testElectron.ts';

const electron = findTestElectron();
if (electron.kind === 'missing') {
  console.log(`The end-to-end tests of the studio were left out: ${electron.reason}.`);
} else {
  const playwright = ['node_modules/@playwright/test/cli.js', 'test', '-c', 'test/e2e/playwright.config.ts'];
  const [program = '', ...words] = [...electron.screen, process.execPath, ...playwright, ...process.argv.slice(2)];
  process.exitCode = (await buildStudioIfNeeded()) || (await runCommand(program, words, electron.environment));
}
