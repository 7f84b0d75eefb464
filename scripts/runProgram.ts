// Runs a program of the project's tooling with this Node, with our input and output.
import { spawn } from 'node:child_process';

/** Runs `node FIRST …` in the project's folder and returns the exit code (1 when a signal ended it). */
export function runProgram(first: string, words: readonly string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [first, ...words], { stdio: 'inherit' });
    child.on('error', reject);
    child.on('exit', (code) => resolve(code ?? 1));
  });
}
