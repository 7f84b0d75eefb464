/** `omgd-studio runs`: lists the runs, newest first. */
import type { Command } from 'commander';
import { RUN_STATE_LABELS } from '../../protocol/index.ts';
import type { RunSummary } from '../../store/index.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { formatDuration, formatWhen } from '../format.ts';
import { formatTable } from '../table.ts';

interface RunsOptions extends DataOptions {
  readonly json?: boolean;
}

export function mountRuns(program: Command): void {
  program
    .command('runs')
    .summary('list the runs')
    .description('Lists the runs, newest first.')
    .option(...DATA_OPTION)
    .option('--json', 'print one JSON object a run and line')
    .action((options: RunsOptions) => withStore(options, (store) => print(store.reader.listRuns(), options)));
}

function print(runs: readonly RunSummary[], { json }: RunsOptions): void {
  if (json === true) {
    for (const run of runs) console.log(JSON.stringify(run));
  } else if (runs.length === 0) {
    console.log('There are no runs yet. Start one with "omgd-studio run --preset demo-edges2emoji".');
  } else {
    console.log(formatTable(COLUMNS, runs.map(rowOf)));
  }
}

const COLUMNS = [
  { title: 'ID' },
  { title: 'CREATED' },
  { title: 'STATE' },
  { title: 'STEP', align: 'right' },
  { title: 'TRAINED', align: 'right' },
  { title: 'NAME' },
] as const;

function rowOf(run: RunSummary): string[] {
  return [
    run.id.slice(0, 8),
    formatWhen(run.createdMs),
    RUN_STATE_LABELS[run.state],
    run.totalSteps === null ? String(run.step) : `${String(run.step)}/${String(run.totalSteps)}`,
    formatDuration(run.trainedMs / 1000),
    run.name,
  ];
}
