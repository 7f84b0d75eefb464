// Runs a program of the set-up (pip, the compiler, an installer) and turns its failure into a sentence.
import { spawn } from 'node:child_process';
import { RuntimeSetupError } from './runtime.ts';

/** How much of the end of a program's output an error message quotes. */
const QUOTED_CHARACTERS = 1500;

export interface CommandOptions {
  /** Working folder. */
  readonly folder: string;
  /** Environment variables on top of this process' own. */
  readonly environment: Readonly<Record<string, string>>;
  /** What the program is for, to follow "Could not …". */
  readonly purpose: string;
}

/** Runs a program quietly to its end. Throws {@link RuntimeSetupError} with the end of its output when it fails. */
export function runCommand(program: string, arguments_: readonly string[], options: CommandOptions): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, arguments_, {
      cwd: options.folder,
      env: { ...process.env, ...options.environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      windowsHide: true,
    });
    let output = '';
    const keepEnd = (text: Buffer): void => {
      output = (output + text.toString()).slice(-QUOTED_CHARACTERS);
    };
    child.stdout.on('data', keepEnd);
    child.stderr.on('data', keepEnd);
    child.on('error', (error) => {
      reject(new RuntimeSetupError(`Could not ${options.purpose}: ${program} does not start (${error.message}).`));
    });
    child.on('close', (code, signal) => {
      if (code === 0) return resolve();
      const ending = signal === null ? `ended with code ${String(code)}` : `was ended by ${signal}`;
      reject(new RuntimeSetupError(`Could not ${options.purpose}: ${program} ${ending}.\n${output.trim()}`));
    });
  });
}
