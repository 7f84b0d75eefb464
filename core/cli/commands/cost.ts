/** `omgd-studio cost`: what teachers and student cost, side by side. */
import type { Command } from 'commander';
import { checkPipeline, isError, pipelineCost, type CostRow, type PipelineDocument } from '../../pipeline/index.ts';
import { CliError } from '../cliError.ts';
import { formatBytes, formatCount } from '../format.ts';
import { numberOf } from '../numberOf.ts';
import { PRESET_OPTION, readPipeline, SET_OPTION, type PipelineOptions } from '../pipelineSource.ts';
import { formatTable } from '../table.ts';

interface CostOptions extends PipelineOptions {
  readonly size?: string;
  readonly json?: boolean;
}

export function mountCost(program: Command): void {
  program
    .command('cost')
    .summary('count MACs and parameters of teachers and student')
    .description('Counts multiply-accumulates (MACs) and parameters of every generator of a pipeline.')
    .argument('[pipeline]', 'pipeline document (JSON)')
    .option(...PRESET_OPTION)
    .option(...SET_OPTION)
    .option('--size <pixels>', 'edge of the picture (default: the crop size of the pipeline)')
    .option('--json', 'print one JSON object a network and line')
    .action(async (file: string | undefined, options: CostOptions) => {
      const { document } = await readPipeline(file, options);
      const size = sizeOf(document, options.size);
      const rows = pipelineCost(document, size);
      console.log(options.json === true ? rows.map(jsonOf).join('\n') : table(rows, size));
    });
}

function sizeOf(document: PipelineDocument, text: string | undefined): number {
  const size = text === undefined ? document.preprocess.cropSize : numberOf(text);
  if (!Number.isInteger(size) || size < 8 || size > 2048) {
    throw new CliError(`--size is ${String(text)}; it must be a whole number of pixels from 8 to 2048.`);
  }
  const sized = { ...document, preprocess: { ...document.preprocess, cropSize: size, loadSize: size } };
  const error = checkPipeline(sized).find((finding) => isError(finding) && finding.path.startsWith('preprocess'));
  if (error)
    throw new CliError(text === undefined ? error.message : error.message.replace('preprocess.cropSize', '--size'));
  return size;
}

function jsonOf({ role, architecture, ngf, cost, timesStudent }: CostRow): string {
  const { macsPaper, macsExact, parameters, bytesFloat32, bytesFloat16 } = cost;
  const totals = { macsPaper, macsExact, parameters, bytesFloat32, bytesFloat16 };
  return JSON.stringify({ role, architecture, ngf, ...totals, timesStudent });
}

const COLUMNS = [
  { title: 'NETWORK' },
  { title: 'ARCHITECTURE' },
  { title: 'NGF', align: 'right' },
  { title: 'MACS (PAPER)', align: 'right' },
  { title: 'MACS (EXACT)', align: 'right' },
  { title: 'PARAMETERS', align: 'right' },
  { title: 'FILE', align: 'right' },
  { title: '× STUDENT: MACS (PAPER)', align: 'right' },
  { title: 'MACS (EXACT)', align: 'right' },
  { title: 'PARAMETERS', align: 'right' },
] as const;

function table(rows: readonly CostRow[], size: number): string {
  const cells = rows.map(({ role, architecture, ngf, cost, timesStudent }) => [
    role,
    architecture,
    String(ngf),
    formatCount(cost.macsPaper),
    formatCount(cost.macsExact),
    formatCount(cost.parameters),
    formatBytes(cost.bytesFloat32),
    ...[timesStudent.macsPaper, timesStudent.macsExact, timesStudent.parameters].map((times) => `${times.toFixed(1)}×`),
  ]);
  const notes = [
    `For one picture of ${String(size)}×${String(size)} pixels. FILE: weights in float32.`,
    "PAPER counts as the paper's tables do: transposed convolutions of stride 2 four times. EXACT counts what is multiplied.",
  ];
  return `${formatTable(COLUMNS, cells)}\n\n${notes.join('\n')}`;
}
