// Finds the programs that the set-up calls: something that runs pip, and a C++ compiler.
import { spawnSync } from 'node:child_process';

/** A program and the arguments that always come first, e.g. `python3 -m pip`. */
export type Command = readonly [program: string, ...leadingArguments: string[]];

/** uv runs pip in an environment of its own and brings a Python if the machine has none. */
const PIP_COMMANDS: readonly Command[] = [
  ['python3', '-m', 'pip'],
  ['python', '-m', 'pip'],
  ['pip3'],
  ['pip'],
  ['uv', 'tool', 'run', 'pip'],
];

const COMPILERS: readonly Command[] = [['g++'], ['c++'], ['clang++']];

/** What to do when no pip is found; used in error messages and by the doctor. */
export const HOW_TO_GET_PIP =
  'Install Python 3 with pip (Debian, Ubuntu: apt-get install python3-pip; macOS: brew install python; Fedora: dnf ' +
  'install python3-pip), or the single program "uv".';

/** What to do when no compiler is found. */
export const HOW_TO_GET_COMPILER =
  'Install a C++ compiler (Debian, Ubuntu: apt-get install g++; Fedora: dnf install gcc-c++; macOS: xcode-select ' +
  '--install).';

/** A working pip, or null. */
export function findPip(): Command | null {
  return PIP_COMMANDS.find(answersVersion) ?? null;
}

/** A working C++ compiler (`CXX` if set), or null. */
export function findCompiler(): Command | null {
  const chosen = process.env['CXX'];
  const candidates: readonly Command[] = chosen ? [[chosen], ...COMPILERS] : COMPILERS;
  return candidates.find(answersVersion) ?? null;
}

/** Whether the command starts and ends well when asked for its version. */
export function answersVersion(command: Command): boolean {
  const [program, ...leading] = command;
  const result = spawnSync(program, [...leading, '--version'], {
    stdio: 'ignore',
    timeout: 120_000,
    windowsHide: true,
  });
  return result.status === 0;
}
