/** `omgd-studio bench-model`: how fast teachers and student of a run are on this machine. */
import { InvalidArgumentError, Option, type Command } from 'commander';
import { availableParallelism } from 'node:os';
import { dirname } from 'node:path';
import { findResumePoint } from '../../engine/resumePoint.ts';
import { benchModel } from '../../export/bench/benchModel.ts';
import { measure } from '../../export/bench/measure.ts';
import { addSpeeds } from '../../export/bench/speedFile.ts';
import { writeModel } from '../../export/bench/writeModel.ts';
import { PRECISIONS, type Precision } from '../../pipeline/index.ts';
import { besideStudent, type SpeedRow } from '../../protocol/index.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { findRun, RUN_ARGUMENT } from '../findRun.ts';
import { formatBytes, formatCount } from '../format.ts';
import { requireRuntime } from '../preflight.ts';
import { StatusLine } from '../statusLine.ts';
import { formatTable } from '../table.ts';

interface BenchOptions extends DataOptions {
  readonly sizes?: number[];
  readonly threads: number;
  readonly runs: number;
  readonly precision: Precision;
  readonly json?: boolean;
}

export function mountBenchModel(program: Command): void {
  program
    .command('bench-model')
    .summary('measure how fast teachers and student are here')
    .description(
      'Runs every generator of a run in onnxruntime and in TensorFlow.js with native TensorFlow, each in a process of its ' +
        'own: warm-up, median, 95th percentile, peak memory of the process, and the ratio of MACs (in both ways of ' +
        'counting) beside the ratio of times. Let nothing else run meanwhile.',
    )
    .argument('<run>', RUN_ARGUMENT)
    .option('--sizes <pixels,…>', 'edges of square pictures (default: the trained size)', sizesOf)
    .option('--threads <number>', 'threads of one operation', wholeNumber, availableParallelism())
    .option('--runs <number>', 'measured runs after the warm-up', wholeNumber, 30)
    .addOption(
      new Option('--precision <type>', 'of the files, where the format can have it')
        .choices(PRECISIONS)
        .default('float32'),
    )
    .option(...DATA_OPTION)
    .option('--json', 'print the figures as one JSON array')
    .action(bench);
}

async function bench(word: string, options: BenchOptions): Promise<void> {
  const { threads, runs, precision } = options;
  await withStore(options, async (store) => {
    const { document, documentDirectory, id, name } = findRun(store.reader, word);
    requireRuntime();
    const { path: checkpointPath, step } = await findResumePoint(store, id);
    const sizesPixels = options.sizes ?? [document.preprocess.cropSize];
    const settings = { document, documentDirectory, checkpointPath, step, sizesPixels, threads, runs, precision };
    const status = new StatusLine(process.stderr);
    const speeds = await benchModel(settings, { write: writeModel, measure }, (done, total) => {
      if (done < total) status.show(`Measuring ${done + 1} of ${total}`);
    });
    status.clear();
    await addSpeeds(dirname(store.path), id, speeds);
    const rows = besideStudent(speeds);
    if (options.json === true) return console.log(JSON.stringify(rows));
    console.log(`"${name}", ${threads} threads, ${runs} runs each:\n\n${tableOf(rows)}\n\n${NOTE}`);
  });
}

const NOTE =
  "MACs and times by the student's: paper = as published tables count (transposed convolutions four times), exact = what is " +
  'really multiplied. They differ from the times because norms, padding and memory cost time but no MACs, and small ' +
  'networks keep a processor less busy. Memory is the peak of a process that does nothing else, runtime included.';

function tableOf(rows: readonly SpeedRow[]): string {
  const right = (title: string) => ({ title, align: 'right' }) as const;
  const columns = [
    { title: 'network' },
    { title: 'runtime' },
    ...['size', 'median', 'p95', 'memory', 'MACs (paper)', '× paper', '× exact', '× time'].map(right),
  ];
  return formatTable(
    columns,
    rows.map((row) => [
      `${row.role} (${row.architecture}, ngf ${row.ngf}${row.precision === 'float32' ? '' : `, ${row.precision}`})`,
      row.runtime,
      `${row.sizePixels}²`,
      `${row.medianMs.toFixed(1)} ms`,
      `${row.p95Ms.toFixed(1)} ms`,
      row.peakBytes === null ? '–' : formatBytes(row.peakBytes),
      formatCount(row.macsPaper),
      row.timesMacsPaper.toFixed(1),
      row.timesMacsExact.toFixed(1),
      row.timesMedian.toFixed(1),
    ]),
  );
}

function wholeNumber(text: string): number {
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1) return number;
  throw new InvalidArgumentError('It must be a whole number from 1 on.');
}

function sizesOf(text: string): number[] {
  return text.split(',').map(wholeNumber);
}
