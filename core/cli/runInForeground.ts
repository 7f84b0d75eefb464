/** Runs or resumes a run of the store until it ends, and shows it. */
import { superviseRun } from '../engine/supervisor.ts';
import type { Store } from '../store/index.ts';
import { EXIT, signalExitCode } from './exitCodes.ts';
import { createRunReporter } from './report/createRunReporter.ts';
import { StopSignals } from './stopSignals.ts';

export interface ForegroundOptions {
  /** JSON lines instead of text. */
  readonly json: boolean;
  /** Show what native code prints. */
  readonly debug: boolean;
}

/** Returns the exit code. Rejects if the run cannot be started. */
export async function runInForeground(store: Store, runId: string, options: ForegroundOptions): Promise<number> {
  const reporter = createRunReporter(options.json);
  reporter.started(store.reader.getRun(runId));
  const run = await superviseRun({
    store,
    runId,
    onMessage: (message) => reporter.message(message),
    ...(options.debug ? { onOutput: (text: string) => void process.stderr.write(text) } : {}),
  });
  const signals = new StopSignals(run, (text) => reporter.note(text));
  const end = await run.ended;
  signals.close();
  reporter.ended(store.reader.getRun(runId), end);
  if (end.state === 'finished') return EXIT.ok;
  return signals.signal === undefined || end.state === 'failed' ? EXIT.failed : signalExitCode(signals.signal);
}
