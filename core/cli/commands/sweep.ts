/** `omgd-studio sweep`: many runs of one pipeline that differ in a few settings. */
import type { Command } from 'commander';
import { speedOf } from '../../engine/estimate.ts';
import { SWEEP_STATE_LABELS } from '../../protocol/index.ts';
import { addSeeds, createSweep } from '../../sweep/create.ts';
import { previewSweep } from '../../sweep/preview.ts';
import { CliError } from '../cliError.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { findRun, RUN_ARGUMENT } from '../findRun.ts';
import { findTarget, TARGET_OPTION } from '../findTarget.ts';
import { formatWhen } from '../format.ts';
import { requireRuntime } from '../preflight.ts';
import { previewText } from '../sweep/previewText.ts';
import { countText, statusText, sweepStatus } from '../sweep/statusText.ts';
import { sweepInForeground } from '../sweep/sweepInForeground.ts';
import { findSweep, pairCounter, readSweep, requireRunnableSweep, SWEEP_ARGUMENT } from '../sweep/sweepSource.ts';
import { formatTable } from '../table.ts';

interface SweepOptions extends DataOptions {
  readonly json?: boolean;
  readonly atOnce?: string;
  readonly target?: string;
}

const FILE_ARGUMENT = 'sweep document (JSON)';
const AT_ONCE_OPTION = ['--at-once <runs>', 'how many runs train at the same time (default: what cores, memory and GPUs bear, here or on the cluster)'] as const; // prettier-ignore

export function mountSweep(program: Command): void {
  const sweep = program
    .command('sweep')
    .summary('run many variants of a pipeline')
    .description('Runs many variants of one pipeline and shows which of them no other beats in cost and quality.');
  subcommand(sweep, 'preview', 'show what a sweep would do, without starting it')
    .argument('<file>', FILE_ARGUMENT)
    .option(...TARGET_OPTION)
    .action(preview);
  subcommand(sweep, 'run', 'start a sweep and work on it; Ctrl-C saves and stops, but leaves a cluster alone')
    .argument('<file>', FILE_ARGUMENT)
    .option(...AT_ONCE_OPTION)
    .option(...TARGET_OPTION)
    .action(run);
  subcommand(sweep, 'resume', 'go on with a sweep')
    .argument('<sweep>', SWEEP_ARGUMENT)
    .option(...AT_ONCE_OPTION)
    .option(...TARGET_OPTION)
    .action(resume);
  subcommand(sweep, 'status', 'show the runs of a sweep').argument('<sweep>', SWEEP_ARGUMENT).action(status);
  subcommand(sweep, 'list', 'list the sweeps').action(list);
  subcommand(sweep, 'add-seeds', 'add runs with more seeds for every candidate that is still in play')
    .argument('<sweep>', SWEEP_ARGUMENT)
    .argument('<seeds...>', 'whole numbers')
    .action(add);
  subcommand(sweep, 'pause', 'hold a sweep that another process works on').argument('<sweep>', SWEEP_ARGUMENT).action((word: string, options: SweepOptions) => wish(word, 'pause', options)); // prettier-ignore
  subcommand(sweep, 'continue', 'let a sweep that is held go on').argument('<sweep>', SWEEP_ARGUMENT).action((word: string, options: SweepOptions) => wish(word, 'run', options)); // prettier-ignore
  subcommand(sweep, 'stop', 'save and stop a sweep that another process works on').argument('<sweep>', SWEEP_ARGUMENT).action((word: string, options: SweepOptions) => wish(word, 'stop', options)); // prettier-ignore
  subcommand(sweep, 'leave-out', 'take one run out of its sweep').argument('<run>', RUN_ARGUMENT).action(leaveOut);
}

function subcommand(sweep: Command, name: string, summary: string): Command {
  return sweep
    .command(name)
    .summary(summary)
    .description(`${summary[0]!.toUpperCase()}${summary.slice(1)}.`)
    .option(...DATA_OPTION)
    .option('--json', 'print JSON');
}

async function preview(file: string, options: SweepOptions): Promise<void> {
  const source = await readSweep(file);
  const shown = await withStore(options, (store) => {
    const cluster = options.target === undefined ? undefined : findTarget(store.reader, options.target);
    return previewSweep(source.document, speedOf(store), pairCounter(source.documentDirectory, cluster));
  });
  console.log(options.json === true ? JSON.stringify(shown) : previewText(shown));
}

async function run(file: string, options: SweepOptions): Promise<void> {
  const source = await readSweep(file);
  process.exitCode = await withStore(options, async (store) => {
    const cluster = options.target === undefined ? undefined : findTarget(store.reader, options.target);
    await requireRunnableSweep(source, store, cluster);
    if (!cluster) requireRuntime();
    const target = { ...(cluster ?? ({ kind: 'local' } as const)), ...runsAtOnceOf(options) };
    const sweepOf = (): string => createSweep(store, { ...source, target });
    return sweepInForeground(store, target, sweepOf, { json: options.json ?? false });
  });
}

/** Runs that a cluster works on are followed there; only the others go to another target. */
async function resume(word: string, options: SweepOptions): Promise<void> {
  process.exitCode = await withStore(options, (store) => {
    const { id, target } = findSweep(store.reader, word);
    const wanted =
      options.target === undefined
        ? target
        : (findTarget(store.reader, options.target) ?? ({ kind: 'local' } as const));
    if (wanted.kind === 'local') requireRuntime();
    const changed = { ...wanted, ...runsAtOnceOf(options) };
    const sweepOf = (): string => {
      store.writer.setSweepTarget(id, changed);
      return id;
    };
    return sweepInForeground(store, changed, sweepOf, { json: options.json ?? false });
  });
}

function status(word: string, options: SweepOptions): Promise<void> {
  return withStore(options, (store) => {
    const shown = sweepStatus(store, findSweep(store.reader, word));
    console.log(options.json === true ? JSON.stringify(shown) : statusText(shown));
  });
}

function list(options: SweepOptions): Promise<void> {
  return withStore(options, ({ reader }) => {
    const sweeps = reader.listSweeps().map((sweep) => ({ sweep, runs: reader.sweepRuns(sweep.id) }));
    if (options.json === true) {
      for (const { sweep } of sweeps) console.log(JSON.stringify(sweep));
      return;
    }
    const rows = sweeps.map(({ sweep: { id, createdMs, state, name }, runs }) => [
      id.slice(0, 8),
      formatWhen(createdMs),
      SWEEP_STATE_LABELS[state],
      countText(runs),
      name,
    ]);
    const columns = [{ title: 'ID' }, { title: 'CREATED' }, { title: 'STATE' }, { title: 'RUNS' }, { title: 'NAME' }];
    console.log(rows.length === 0 ? 'There are no sweeps yet.' : formatTable(columns, rows));
  });
}

function add(word: string, seeds: readonly string[], options: SweepOptions): Promise<void> {
  const numbers = seeds.map((seed) => wholeNumber(seed, 'A seed'));
  return withStore(options, (store) => {
    const { id } = findSweep(store.reader, word);
    const added = addSeeds(store, id, numbers);
    console.log(`${String(added)} runs added. Train them with: omgd-studio sweep resume ${id.slice(0, 8)}`);
  });
}

const WISHED = {
  run: 'goes on',
  pause: 'is held: its runs wait after their step, those on a cluster are saved and give up their places',
  stop: 'stops: its runs are saved after their step',
} as const;

/** Says what is wished of a sweep; the process that works on it sees that within a second. */
function wish(word: string, what: 'run' | 'pause' | 'stop', options: SweepOptions): Promise<void> {
  return withStore(options, ({ reader, writer }) => {
    const { id, name, state } = findSweep(reader, word);
    if (state !== 'running' && state !== 'paused') {
      throw new CliError(`Nobody works on "${name}" now (${SWEEP_STATE_LABELS[state].toLowerCase()}).`);
    }
    writer.wishSweep(id, what);
    console.log(`"${name}" ${WISHED[what]}.`);
  });
}

function leaveOut(word: string, options: SweepOptions): Promise<void> {
  return withStore(options, ({ reader, writer }) => {
    const { id, name } = findRun(reader, word);
    writer.leaveOutOfSweep(id, true);
    console.log(`"${name}" is taken out of its sweep; if it trains now, it is saved and stops after its step.`);
  });
}

function runsAtOnceOf({ atOnce }: SweepOptions): { runsAtOnce?: number } {
  return atOnce === undefined ? {} : { runsAtOnce: Math.max(1, wholeNumber(atOnce, '--at-once')) };
}

function wholeNumber(text: string, what: string): number {
  if (/^\d{1,10}$/.test(text)) return Number(text);
  throw new CliError(`${what} is a whole number, not "${text}".`);
}
