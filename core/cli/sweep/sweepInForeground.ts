/** Works on a sweep of the store until it ends, and shows it. */
import type { ComputeTarget, EngineMessage, SweepRun } from '../../protocol/index.ts';
import type { RunEnd, Store } from '../../store/index.ts';
import { runsOn } from '../../sweep/runsOn.ts';
import { SweepScheduler, type SweepListener } from '../../sweep/scheduler.ts';
import { EXIT, signalExitCode } from '../exitCodes.ts';
import { makeExports } from '../makeExports.ts';
import { RunLines } from '../report/runLines.ts';
import { StatusLine } from '../statusLine.ts';
import { LEAVING, StopSignals } from '../stopSignals.ts';
import { countText, statusText, sweepStatus } from './statusText.ts';

/**
 * Works on the sweep that `sweepOf` gives, which it is asked for once the target is known to be usable: a cluster that is not
 * there leaves no sweep behind. Returns the exit code. Throws if somebody else works on the sweep.
 */
export async function sweepInForeground(
  store: Store,
  target: ComputeTarget,
  sweepOf: () => string,
  { json }: { json: boolean },
): Promise<number> {
  const notes: ((text: string) => void)[] = [];
  const { places, start } = await runsOn(target, (_, text) => notes.forEach((note) => note(text)));
  const sweepId = sweepOf();
  const { name } = store.reader.getSweep(sweepId);
  const reporter = json ? new JsonSweepReporter() : new TextSweepReporter(store, sweepId);
  notes.push((text) => reporter.note(text));
  reporter.started(sweepId, name, places);
  const scheduler = new SweepScheduler({ getStore: () => store, sweepId, places, start, listener: reporter });
  const stoppable = { stop: () => scheduler.leave(), kill: () => scheduler.kill() };
  const words = target.kind === 'ray' ? LEAVING : undefined;
  const signals = new StopSignals(stoppable, (text) => reporter.note(text), words);
  try {
    const { state, failed } = await scheduler.ended;
    const failedExports = signals.signal === undefined ? await exportFinished(store, sweepId, reporter) : 0;
    reporter.finished(state, failed);
    if (signals.signal !== undefined) return signalExitCode(signals.signal);
    return state === 'finished' && failed.length + failedExports === 0 ? EXIT.ok : EXIT.failed;
  } finally {
    signals.close();
  }
}

/** What the pipeline wants of every run that has finished, wherever it was computed. Returns how many exports failed. */
async function exportFinished(store: Store, sweepId: string, reporter: SweepReporter): Promise<number> {
  let failed = 0;
  for (const run of store.reader.sweepRuns(sweepId)) {
    if (run.state !== 'finished') continue;
    failed += await makeExports(store, run.runId, (text) => reporter.note(`${variantOf(run)}: ${text}`));
  }
  return failed;
}

/** What tells a run from the others; a sweep over seeds alone has no label. */
function variantOf({ label, seed }: SweepRun): string {
  return `${label === '' ? '' : `${label}, `}seed ${String(seed)}`;
}

interface SweepReporter extends SweepListener {
  started(sweepId: string, name: string, places: number): void;
  note(text: string): void;
  finished(state: string, failed: readonly string[]): void;
}

/** One JSON object a line. */
class JsonSweepReporter implements SweepReporter {
  started(id: string, name: string, runsAtOnce: number): void {
    print({ kind: 'sweep', id, name, runsAtOnce });
  }

  onStarted(runId: string): void {
    print({ kind: 'run-started', runId });
  }

  onEnded(runId: string, end: RunEnd): void {
    print({ kind: 'run-ended', runId, ...end });
  }

  onGivenUp(runIds: readonly string[], step: number): void {
    print({ kind: 'given-up', runIds, step });
  }

  note(message: string): void {
    print({ kind: 'note', message });
  }

  finished(state: string, failed: readonly string[]): void {
    print({ kind: 'ended', state, failed });
  }
}

function print(value: object): void {
  console.log(JSON.stringify(value));
}

/** A line for what stays, and on a terminal a line of progress below. */
class TextSweepReporter implements SweepReporter {
  readonly #store: Store;
  readonly #sweepId: string;
  readonly #status = new StatusLine(process.stdout);
  readonly #lines = new Map<string, RunLines>();
  readonly #labels = new Map<string, string>();
  /** Most warnings are about what all runs have in common: each is said once. */
  readonly #warnings = new Set<string>();

  constructor(store: Store, sweepId: string) {
    this.#store = store;
    this.#sweepId = sweepId;
  }

  started(sweepId: string, name: string, places: number): void {
    this.note(`Sweep ${sweepId.slice(0, 8)}: ${name}, ${String(places)} at once`);
  }

  onStarted(runId: string): void {
    this.note(`${this.#nameOf(runId)}: started`);
  }

  onMessage(runId: string, message: EngineMessage): void {
    const lines = this.#lines.get(runId) ?? new RunLines();
    this.#lines.set(runId, lines);
    const worthSaying = lines.linesFor(message);
    if (message.kind === 'warning' && !this.#warnings.has(message.message)) {
      this.#warnings.add(message.message);
      for (const line of worthSaying) this.note(`${this.#nameOf(runId)}: ${line}`);
    }
    if (message.kind === 'progress') this.#status.show(countText(this.#store.reader.sweepRuns(this.#sweepId)));
  }

  onEnded(runId: string, { state, message }: RunEnd): void {
    const { step, totalSteps } = this.#store.reader.getRun(runId);
    const qualities = sweepStatus(this.#store, this.#store.reader.getSweep(this.#sweepId));
    const quality = qualities.runs.find((run) => run.runId === runId)?.quality ?? null;
    const measured = quality === null ? '' : `, ${qualities.metric} ${quality.toPrecision(4)}`;
    const end = `${state} at step ${String(step)} of ${String(totalSteps ?? '?')}${measured}`;
    this.note(`${this.#nameOf(runId)}: ${end}${message === undefined ? '' : `. ${message}`}`);
  }

  onGivenUp(runIds: readonly string[], step: number): void {
    this.note(`Round to step ${String(step)} done: ${String(runIds.length)} runs are given up.`);
  }

  note(text: string): void {
    this.#status.clear();
    console.log(text);
  }

  finished(state: string): void {
    const sweep = this.#store.reader.getSweep(this.#sweepId);
    this.note(`\n${statusText(sweepStatus(this.#store, sweep))}`);
    if (state !== 'finished') this.note(`Go on with: omgd-studio sweep resume ${this.#sweepId.slice(0, 8)}`);
  }

  #nameOf(runId: string): string {
    const known = this.#labels.get(runId);
    if (known !== undefined) return known;
    for (const run of this.#store.reader.sweepRuns(this.#sweepId)) {
      this.#labels.set(run.runId, `${run.runId.slice(0, 8)} (${variantOf(run)})`);
    }
    return this.#labels.get(runId) ?? runId;
  }
}
