/** `omgd-studio export`: a generator of a run as a file for other programs, checked against the engine. */
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { loadTensorFlow } from '../../engine/runtime/load.ts';
import { exportRun } from '../../export/exportRun.ts';
import type { TensorFlow } from '../../ops/tensorflow.ts';
import {
  CALIBRATIONS,
  EXPORT_TARGETS,
  exportSettingsSchema,
  LAYOUTS,
  PRECISIONS,
  PRECISIONS_OF,
  RANGES,
  USUAL_LAYOUT,
  type Convention,
  type ExportSettings,
  type ExportTarget,
} from '../../pipeline/index.ts';
import { KeptRoleSchema, type KeptRole } from '../../protocol/scalars.ts';
import { CHECKPOINT_OPTION, checkpointChoice } from '../checkpointChoice.ts';
import { CliError } from '../cliError.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { findRun, RUN_ARGUMENT } from '../findRun.ts';
import { formatBytes } from '../format.ts';
import { numberOf } from '../numberOf.ts';
import { requireRuntime } from '../preflight.ts';
import { latencyLines, verificationLines } from '../report/exportLines.ts';

interface ExportOptions extends DataOptions {
  readonly to: ExportTarget;
  readonly role: KeptRole;
  readonly checkpoint?: string;
  readonly precision: ExportSettings['precision'];
  readonly range: Convention['range'];
  readonly layout?: Convention['layout'];
  readonly basicOps?: boolean;
  readonly calibration: ExportSettings['calibration'];
  readonly minSsim?: string;
  readonly out?: string;
  readonly json?: boolean;
}

export function mountExport(program: Command): void {
  program
    .command('export')
    .summary('write a trained generator as a model file')
    .description(
      'Writes a generator of a run as a model file, runs the file with a runtime of its own on 16 held-out pictures, and ' +
        'keeps it only if it gives what the engine gives. A report and a model card go with it.',
    )
    .argument('<run>', RUN_ARGUMENT)
    .addOption(new Option('--to <format>', 'format of the file').choices(EXPORT_TARGETS).makeOptionMandatory())
    .addOption(
      new Option('--role <role>', 'which generator; backward: the way back of an unpaired run')
        .choices(KeptRoleSchema.options)
        .default('student'),
    )
    .option(...CHECKPOINT_OPTION)
    .addOption(
      new Option('--precision <type>', 'float16, int8: stored weights; int8-static: whole-number arithmetic (onnx)')
        .choices(PRECISIONS)
        .default('float32'),
    )
    .addOption(
      new Option('--calibration <method>', 'int8-static: how the ranges of layers are found on training pictures')
        .choices(CALIBRATIONS)
        .default('minmax'),
    )
    .option('--min-ssim <value>', 'int8: likeness with the float32 network below which nothing is kept (default: 0.9)')
    .addOption(new Option('--range <range>', 'what black to white is').choices(RANGES).default('-1..1'))
    .addOption(
      new Option('--layout <order>', 'order of the axes (default: NCHW, for tfjs, savedmodel and tflite NHWC)').choices(
        LAYOUTS,
      ),
    )
    .option('--basic-ops', 'do without reflection padding and instance norm as operators of their own')
    .option('--out <folder>', "folder to write to (default: with the run's files)")
    .option(...DATA_OPTION)
    .option('--json', 'print the report as one JSON object')
    .action(exportModel);
}

async function exportModel(word: string, options: ExportOptions): Promise<void> {
  const { role, out, json } = options;
  const settings = settingsOf(options);
  const checkpoint = checkpointChoice(options.checkpoint);
  await withStore(options, async (store) => {
    const run = findRun(store.reader, word);
    requireRuntime();
    const tf = loadTensorFlow() as unknown as TensorFlow;
    const choice = { role, settings, checkpoint, ...(out === undefined ? {} : { outputFolder: out }) };
    const { folder, report } = await exportRun(store, run, choice, tf);
    if (json === true) return console.log(JSON.stringify({ folder, ...report }));
    const bytes = report.files.reduce((sum, file) => sum + file.bytes, 0);
    const model = `${join(folder, report.mainFile)} (${formatBytes(bytes)})`;
    const figures = [...verificationLines(report.verification), ...latencyLines(report.latency)];
    console.log([`Exported the ${role} of "${run.name}": ${model}`, ...figures].join('\n'));
  });
}

function settingsOf(options: ExportOptions): ExportSettings {
  const { to: target, precision, range, layout, basicOps = false, calibration, minSsim } = options;
  const possible = PRECISIONS_OF[target];
  if (!possible.includes(precision)) {
    throw new CliError(`--to ${target} cannot have --precision ${precision}. It can have: ${possible.join(', ')}.`);
  }
  const parsed = exportSettingsSchema.safeParse({
    target,
    precision,
    basicOps,
    calibration,
    convention: { range, layout: layout ?? USUAL_LAYOUT[target] },
    ...(minSsim === undefined ? {} : { minimumSsim: numberOf(minSsim) }),
  });
  if (parsed.success) return parsed.data;
  throw new CliError(`--min-ssim must be a number from 0 to 1, not "${String(minSsim)}".`);
}
