/** `omgd-studio show`: everything about one run. */
import type { Command } from 'commander';
import { dirname } from 'node:path';
import { RUN_STATE_LABELS } from '../../protocol/index.ts';
import { runDirectory, type EventRecord, type RunRecord, type Store } from '../../store/index.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { findRun, RUN_ARGUMENT } from '../findRun.ts';
import { formatBytes, formatDuration, formatValue, formatWhen } from '../format.ts';
import { evaluationLines } from '../report/runLines.ts';
import { formatTable } from '../table.ts';

interface ShowOptions extends DataOptions {
  readonly json?: boolean;
}

export function mountShow(program: Command): void {
  program
    .command('show')
    .summary('show one run')
    .description('Shows how a run stands: state, last losses, evaluations, checkpoints, warnings.')
    .argument('<run>', RUN_ARGUMENT)
    .option(...DATA_OPTION)
    .option('--json', 'print one JSON object, with the pipeline document')
    .action((word: string, options: ShowOptions) =>
      withStore(options, (store) => {
        const run = findRun(store.reader, word);
        console.log(options.json === true ? JSON.stringify(everythingAbout(store, run)) : describe(store, run));
      }),
    );
}

function everythingAbout({ reader }: Store, run: RunRecord): object {
  return {
    ...run,
    latestMetrics: reader.latestMetrics(run.id),
    evaluations: reader.evaluationsOf(run.id),
    checkpoints: reader.checkpointsOf(run.id),
    previews: reader.previewsOf(run.id),
    exports: reader.exportsOf(run.id),
    events: reader.eventsOf(run.id),
  };
}

function describe(store: Store, run: RunRecord): string {
  const { reader } = store;
  const metrics = Object.entries(reader.latestMetrics(run.id)).map(([name, value]) => [name, formatValue(value)]);
  const evaluations = reader.evaluationsOf(run.id);
  const lastStep = evaluations.at(-1)?.step;
  const shown = evaluations.filter(({ step }) => step === 0 || step === lastStep);
  const events = reader.eventsOf(run.id).filter(({ level }) => level === 'warning' || level === 'error');
  const sections: [string, string[]][] = [
    ['', summaryLines(store, run)],
    ['Last losses', metrics.length === 0 ? [] : formatTable(METRIC_COLUMNS, metrics).split('\n').slice(1)],
    ['Evaluation', evaluationLines(shown)],
    ['Checkpoints', reader.checkpointsOf(run.id).map(({ step, path, bytes }) => `step ${String(step)}: ${path} (${formatBytes(bytes)})`)], // prettier-ignore
    [
      'Exports',
      reader.exportsOf(run.id).map(({ target, path, bytes }) => `${target}: ${path} (${formatBytes(bytes)})`),
    ],
    ['Warnings and errors', events.map(eventLine)],
  ];
  return sections
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) => (title === '' ? lines.join('\n') : `${title}\n${indent(lines)}`))
    .join('\n\n');
}

const METRIC_COLUMNS = [{ title: '' }, { title: '', align: 'right' }] as const;

function summaryLines(store: Store, run: RunRecord): string[] {
  const versions = Object.entries(run.versions).map(([name, version]) => `${name} ${version}`);
  const rows = [
    ['Name', run.name],
    ['Id', run.id],
    ['State', RUN_STATE_LABELS[run.state] + (run.endMessage === null ? '' : `: ${run.endMessage}`)],
    ['Step', run.totalSteps === null ? String(run.step) : `${String(run.step)} of ${String(run.totalSteps)}`],
    ['Trained', formatDuration(run.trainedMs / 1000)],
    ['Created', formatWhen(run.createdMs)],
    ['Seed', String(run.seed)],
    ['Computed by', [run.device ?? '', ...versions].filter((part) => part !== '').join(', ') || 'nothing yet'],
    ['Pictures', `${String(store.reader.previewsOf(run.id).length)} previews`],
    ['Files', runDirectory(dirname(store.path), run.id)],
  ];
  const width = Math.max(...rows.map(([title = '']) => title.length));
  return rows.map(([title = '', value = '']) => `${title.padEnd(width)}  ${value}`);
}

/** The first line of an event; a stack trace is for --json. */
function eventLine({ step, message }: EventRecord): string {
  const [line = ''] = message.split('\n');
  return step === null || line.includes(`step ${String(step)}`) ? line : `step ${String(step)}: ${line}`;
}

function indent(lines: readonly string[]): string {
  return lines.map((line) => `  ${line.replaceAll('\n', '\n  ')}`).join('\n');
}
