// `npm start [-- [--test-electron] FILE.omgd.json]`: builds the studio if its sources have changed, and opens it.
// `--test-electron` takes the older Electron of the end-to-end tests, for machines that cannot download the current one.
import { runCommand } from './runProgram.ts';
import { buildStudioIfNeeded } from './studio/build.ts';
import { electronProgram, electronWords, hasScreen } from './studio/electron.ts';
import { takeTestElectron } from './studio/testElectron.ts';

const words = process.argv.slice(2);
if (words.includes('--test-electron')) takeTestElectron();
const program = hasScreen() ? await electronProgram() : undefined;
const files = words.filter((word) => word !== '--test-electron');
process.exitCode =
  program === undefined
    ? 1
    : (await buildStudioIfNeeded()) || (await runCommand(program, ['.', ...electronWords(), ...files]));
