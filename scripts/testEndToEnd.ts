// `npm run test:e2e [-- PLAYWRIGHT WORDS]`: drives a real Electron through the studio. Where there is no Electron or no
// screen it says so and leaves the tests out.
import { runOnElectron } from './studio/onElectron.ts';

const playwright = ['node_modules/@playwright/test/cli.js', 'test', '-c', 'test/e2e/playwright.config.ts'];
process.exitCode = await runOnElectron('The end-to-end tests of the studio were', [
  ...playwright,
  ...process.argv.slice(2),
]);
