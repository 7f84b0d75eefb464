/** Starts `writingProcess.ts`. */
import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

export type Child = ChildProcessByStdio<null, Readable, null>;

const SCRIPT = fileURLToPath(new URL('writingProcess.ts', import.meta.url));

export function startProcess(...scriptArguments: readonly string[]): Child {
  return spawn(process.execPath, [SCRIPT, ...scriptArguments], { stdio: ['ignore', 'pipe', 'inherit'] });
}

/** Waits until the child has printed the line `wanted`; returns the last line it printed by then. */
export async function untilLine(child: Child, wanted: string): Promise<void> {
  for await (const line of createInterface({ input: child.stdout })) if (line === wanted) return;
  throw new Error(`The process ended before it printed ${wanted}.`);
}

/** Waits for the end of the child; returns its exit code, or null if it was killed. */
export async function exitOf(child: Child): Promise<number | null> {
  child.stdout.resume();
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
