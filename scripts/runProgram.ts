// Runs programs of the project's tooling in the project's folder, with our input and output.
import { spawn } from 'node:child_process';

/** Runs `node FIRST …` with this Node and returns the exit code (1 when a signal ended it). */
export function runProgram(first: string, words: readonly string[]): Promise<number> {
  return runCommand(process.execPath, [first, ...words]);
}

/** Runs any program and returns its exit code (1 when a signal ended it). `environment` is added to ours. */
export function runCommand(
  program: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: 'inherit', env: { ...process.env, ...environment } });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
