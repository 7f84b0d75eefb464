/** Runs or resumes a run of the store, here or on a cluster, until it ends, and shows it. */
import { superviseRun, type SupervisedRun } from '../engine/supervisor.ts';
import type { EngineMessage, RayTarget } from '../protocol/index.ts';
import { superviseOnRay } from '../ray/rayRun.ts';
import type { Store } from '../store/index.ts';
import { EXIT, signalExitCode } from './exitCodes.ts';
import { makeExports } from './makeExports.ts';
import { createRunReporter } from './report/createRunReporter.ts';
import type { RunReporter } from './report/runReporter.ts';
import { LEAVING, StopSignals } from './stopSignals.ts';

export interface ForegroundOptions {
  /** JSON lines instead of text. */
  readonly json: boolean;
  /** Show what native code prints. */
  readonly debug: boolean;
  /** Default: this machine. */
  readonly target?: RayTarget | undefined;
}

/** Returns the exit code. Rejects if the run cannot be started. */
export async function runInForeground(store: Store, runId: string, options: ForegroundOptions): Promise<number> {
  const reporter = createRunReporter(options.json);
  reporter.started(store.reader.getRun(runId));
  const run = await startRun(store, runId, reporter, options);
  const signals = run.leave
    ? new StopSignals({ stop: () => run.leave?.(), kill: () => run.leave?.() }, (text) => reporter.note(text), LEAVING)
    : new StopSignals(run, (text) => reporter.note(text));
  const end = await run.ended;
  signals.close();
  const failedExports = end.state === 'finished' ? await makeExports(store, runId, (text) => reporter.note(text)) : 0;
  reporter.ended(store.reader.getRun(runId), end);
  if (end.state === 'finished') return failedExports === 0 ? EXIT.ok : EXIT.failed;
  return signals.signal === undefined || end.state === 'failed' ? EXIT.failed : signalExitCode(signals.signal);
}

function startRun(
  store: Store,
  runId: string,
  reporter: RunReporter,
  { debug, target }: ForegroundOptions,
): Promise<SupervisedRun> {
  const common = { store, runId, onMessage: (message: EngineMessage) => reporter.message(message) };
  if (target) return Promise.resolve(superviseOnRay({ ...common, target, onNote: (text) => reporter.note(text) }));
  const onOutput = (text: string): void => void process.stderr.write(text);
  return superviseRun({ ...common, ...(debug ? { onOutput } : {}) });
}
