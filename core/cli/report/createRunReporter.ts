/** Chooses how a run is shown. */
import { JsonReporter } from './jsonReporter.ts';
import { PlainReporter } from './plainReporter.ts';
import type { RunReporter } from './runReporter.ts';
import { TerminalReporter } from './terminalReporter.ts';

/** JSON lines if asked for, a rewritten progress line on a terminal, else plain lines now and then. */
export function createRunReporter(json: boolean, output: NodeJS.WriteStream = process.stdout): RunReporter {
  if (json) return new JsonReporter(output);
  return output.isTTY ? new TerminalReporter(output) : new PlainReporter(output);
}
