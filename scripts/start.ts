// `npm start [-- FILE.omgd.json]`: builds the studio if its sources have changed, and opens it.
import { runCommand } from './runProgram.ts';
import { buildStudioIfNeeded } from './studio/build.ts';
import { electronProgram, electronWords } from './studio/electron.ts';

const program = await electronProgram();
process.exitCode =
  program === undefined
    ? 1
    : (await buildStudioIfNeeded()) || (await runCommand(program, ['.', ...electronWords(), ...process.argv.slice(2)]));
