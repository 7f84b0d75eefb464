/** `omgd-studio compare`: runs side by side, seeds of one pipeline as mean and spread, and as files for papers. */
import { dirname, resolve } from 'node:path';
import type { Command } from 'commander';
import { qualityColumns, valueText, type QualityColumn } from '../../compare/columns.ts';
import { comparisonCsv } from '../../compare/csv.ts';
import { comparisonHtml } from '../../compare/html.ts';
import { comparisonSvg } from '../../compare/svg.ts';
import { readSpeeds } from '../../export/bench/speedFile.ts';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { comparisonWarnings, groupBySeed, type ComparedRun, type SeedGroup } from '../../pipeline/index.ts';
import { CliError } from '../cliError.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { findRun, RUN_ARGUMENT } from '../findRun.ts';
import { formatCount } from '../format.ts';
import { formatTable } from '../table.ts';

interface CompareOptions extends DataOptions {
  readonly csv?: string;
  readonly svg?: string;
  readonly html?: string;
  readonly metric?: string;
  readonly json?: boolean;
}

export function mountCompare(program: Command): void {
  program
    .command('compare')
    .summary('compare runs')
    .description(
      'Compares the students of runs: cost in both counts of MACs, and every metric with its number of pictures. Runs that ' +
        'differ only in their seed are one row, with mean and standard deviation.',
    )
    .argument('<run...>', RUN_ARGUMENT)
    .option('--csv <file>', 'write the table as CSV')
    .option('--svg <file>', 'write cost against quality as SVG')
    .option(
      '--metric <name>',
      'the quality of --svg: a metric, or a column of the table by its name in --csv (default: the first one)',
    )
    .option('--html <file>', 'write a report that is one file: table, plots, meanings, published results')
    .option(...DATA_OPTION)
    .option('--json', 'print one JSON object')
    .action((words: string[], options: CompareOptions) =>
      withStore(options, async ({ reader, path }) => {
        const runs = words.map((word) => findRun(reader, word));
        const data = dirname(path);
        const compared = runs.map(async ({ id, name, document }): Promise<ComparedRun> => {
          return { id, name, document, evaluations: reader.evaluationsOf(id), speeds: await readSpeeds(data, id) };
        });
        const groups = groupBySeed(await Promise.all(compared));
        const written = await writeFiles(groups, options);
        if (options.json === true) {
          const rows = groups.map(({ runs: members, ...group }) => ({ ...group, runs: members.map(({ id }) => id) }));
          return console.log(JSON.stringify({ groups: rows, warnings: comparisonWarnings(groups) }));
        }
        const warnings = comparisonWarnings(groups).map((warning) => `Warning: ${warning}`);
        console.log([tableOf(groups), ...warnings, ...written.map((path) => `Wrote ${path}`)].join('\n'));
      }),
    );
}

function tableOf(groups: readonly SeedGroup[]): string {
  const measured = qualityColumns(groups);
  const columns = [
    { title: 'RUN' },
    { title: 'SEEDS' },
    { title: 'MACS (PAPER)', align: 'right' },
    { title: 'MACS (EXACT)', align: 'right' },
    { title: 'PARAMETERS', align: 'right' },
    ...measured.map(({ heading }) => ({ title: heading, align: 'right' }) as const),
  ] as const;
  const rows = groups.map((group) => {
    const { macsPaper, macsExact, parameters } = group.cost;
    const costs = [macsPaper, macsExact, parameters].map(formatCount);
    return [group.name, group.seeds.join(', '), ...costs, ...measured.map((column) => valueText(group, column))];
  });
  return formatTable(columns, rows);
}

/** Returns the paths of what was written. */
async function writeFiles(groups: readonly SeedGroup[], { csv, svg, html, metric }: CompareOptions): Promise<string[]> {
  const columns = qualityColumns(groups);
  const called = (wanted: string): QualityColumn | undefined =>
    columns.find(({ key }) => key === wanted) ?? columns.find((column) => column.metric === wanted);
  const plotted = metric === undefined ? columns[0] : called(metric);
  if (svg !== undefined && !plotted) {
    const measured = columns.map(({ key }) => key).join(', ') || 'none';
    throw new CliError(`None of these runs was measured with "${metric ?? 'any metric'}". Measured are: ${measured}.`);
  }
  const files: [string | undefined, () => string][] = [
    [csv, () => comparisonCsv(groups)],
    [svg, () => comparisonSvg(groups, plotted!)],
    [html, () => comparisonHtml(groups)],
  ];
  const written: string[] = [];
  for (const [file, content] of files) {
    if (file === undefined) continue;
    await atomicWrite(resolve(file), content());
    written.push(resolve(file));
  }
  return written;
}
