/** `omgd-studio evaluate`: measures a checkpoint of a run again, with any metrics, and keeps the numbers with the run. */
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { SPLITS, type Split } from '../../data/pairSource.ts';
import { planEvaluation } from '../../engine/planEvaluation.ts';
import { loadTensorFlow } from '../../engine/runtime/load.ts';
import type { TensorFlow } from '../../ops/tensorflow.ts';
import {
  evaluationWarnings,
  isLibraryReference,
  METRICS,
  SegmentationSchema,
  type Metric,
  type SegmentationSettings,
} from '../../pipeline/index.ts';
import type { RunRecord, Store } from '../../store/index.ts';
import { performEvaluation } from '../../trainer/performEvaluation.ts';
import { CHECKPOINT_OPTION, checkpointChoice } from '../checkpointChoice.ts';
import { CliError } from '../cliError.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { findRun, RUN_ARGUMENT } from '../findRun.ts';
import { requireRuntime } from '../preflight.ts';
import { classLines, evaluationLines } from '../report/runLines.ts';
import { StatusLine } from '../statusLine.ts';

interface EvaluateOptions extends DataOptions {
  readonly checkpoint?: string;
  readonly metrics?: readonly string[];
  readonly split?: Split;
  readonly pairs?: string;
  readonly inception?: string;
  readonly segmentation?: string;
  readonly json?: boolean;
}

export function mountEvaluate(program: Command): void {
  program
    .command('evaluate')
    .summary('measure a checkpoint again')
    .description(
      'Measures teachers and student of a checkpoint on held-out pairs and keeps the numbers with the run. Pictures are ' +
        'read one by one, and what is known of the real ones is kept for the next time.',
    )
    .argument('<run>', RUN_ARGUMENT)
    .option(...CHECKPOINT_OPTION)
    .option('--metrics <names...>', `some of ${METRICS.join(', ')} (default: those of the run)`)
    .addOption(new Option('--split <name>', 'which pairs (default: the held-out ones)').choices(SPLITS))
    .option('--pairs <count>', 'at most so many pairs (default: all of the split)')
    .option(
      '--inception <file>',
      'weights for FID and KID: library:inception, pt_inception-2015-12-05-6726825d.pth or safetensors',
    )
    .option('--segmentation <file>', 'JSON with what mIoU is measured with: evaluation.segmentation of a pipeline')
    .option(...DATA_OPTION)
    .option('--json', 'print the numbers as one JSON object')
    .action((word: string, options: EvaluateOptions) =>
      withStore(options, async (store) => evaluateRun(store, findRun(store.reader, word), options)),
    );
}

async function evaluateRun(store: Store, run: RunRecord, options: EvaluateOptions): Promise<void> {
  const job = await planEvaluation(store, run, {
    metrics: options.metrics?.map(knownMetric) ?? run.document.evaluation.metrics,
    checkpoint: checkpointChoice(options.checkpoint),
    maximumPairs: options.pairs === undefined ? undefined : pairCount(options.pairs),
    split: options.split,
    ...(options.inception === undefined ? {} : { files: { inception: fileOrReference(options.inception) } }),
    ...(options.segmentation === undefined ? {} : { segmentation: await readSegmentation(options.segmentation) }),
  });
  requireRuntime();
  const tf = loadTensorFlow() as unknown as TensorFlow;
  const status = new StatusLine(process.stderr);
  const { evaluations, split, leaks } = await performEvaluation(tf, job, ({ counted, done, total }) => {
    const place = `${String(done)} of ${String(total)}`;
    status.show(counted === 'real' ? `Read ${place} real pictures` : `Measured ${place} pairs`);
  });
  status.clear();
  for (const evaluation of evaluations) store.writer.saveEvaluation(run.id, evaluation);
  if (options.json === true) return console.log(JSON.stringify({ run: run.id, split, leaks, evaluations }));
  const warnings = evaluationWarnings(evaluations).map((warning) => `Warning: ${warning}`);
  console.log([...evaluationLines(evaluations), ...classLines(evaluations), ...warnings].join('\n'));
}

/** Paths in the file are relative to its folder. */
async function readSegmentation(file: string): Promise<SegmentationSettings> {
  const path = resolve(file);
  const inFolder = (place: string): string => resolve(dirname(path), place);
  try {
    const { file: network, labels, ...settings } = SegmentationSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    return {
      ...settings,
      ...(network === undefined ? {} : { file: inFolder(network) }),
      ...(labels === undefined ? {} : { labels: inFolder(labels) }),
    };
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CliError(`${path} does not say what mIoU is measured with: ${reason}`);
  }
}

function fileOrReference(word: string): string {
  return isLibraryReference(word) ? word : resolve(word);
}

function knownMetric(name: string): Metric {
  const metric = METRICS.find((known) => known === name);
  if (metric) return metric;
  throw new CliError(`There is no metric "${name}". Known are: ${METRICS.join(', ')}.`);
}

function pairCount(word: string): number {
  const count = Number(word);
  if (Number.isInteger(count) && count >= 2) return count;
  throw new CliError(`--pairs must be a whole number of at least 2, not "${word}".`);
}
