/** Starts the real command line in a process of its own, with a data folder of its own. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../core/cli/main.ts', import.meta.url));

export class CommandLine {
  stdout = '';
  stderr = '';
  readonly child: ChildProcess;

  constructor(dataFolder: string, words: readonly string[]) {
    const env = { ...process.env, OMGD_DATA_DIR: dataFolder };
    this.child = spawn(process.execPath, [MAIN, ...words], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
  }

  /** Waits for the end; returns the exit code, or null if a signal ended it. */
  async exitCode(): Promise<number | null> {
    if (this.child.exitCode === null && this.child.signalCode === null) await once(this.child, 'close');
    return this.child.exitCode;
  }

  /** The printed JSON lines. */
  jsonLines(): Record<string, unknown>[] {
    const lines = this.stdout.split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }
}

/** Runs a command to its end. */
export async function run(
  dataFolder: string,
  ...words: readonly string[]
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const command = new CommandLine(dataFolder, words);
  const code = await command.exitCode();
  return { code, stdout: command.stdout, stderr: command.stderr };
}
