/** `omgd-studio export`: a generator of a run as a file for other programs, checked against the engine. */
import { join } from 'node:path';
import { Option, type Command } from 'commander';
import { loadTensorFlow } from '../../engine/runtime/load.ts';
import { LAYOUTS, RANGES, type Convention } from '../../export/convention.ts';
import { exportRun } from '../../export/exportRun.ts';
import {
  EXPORT_TARGETS,
  PRECISIONS,
  USUAL_LAYOUT,
  type ExportSettings,
  type ExportTarget,
} from '../../export/settings.ts';
import type { TensorFlow } from '../../ops/tensorflow.ts';
import type { GeneratorRole } from '../../pipeline/index.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { findRun, RUN_ARGUMENT } from '../findRun.ts';
import { formatBytes } from '../format.ts';
import { requireRuntime } from '../preflight.ts';
import { verificationLines } from '../report/exportLines.ts';

interface ExportOptions extends DataOptions {
  readonly to: ExportTarget;
  readonly role: GeneratorRole;
  readonly precision: ExportSettings['precision'];
  readonly range: Convention['range'];
  readonly layout?: Convention['layout'];
  readonly basicOps?: boolean;
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
      new Option('--role <role>', 'which generator').choices(['student', 'wider', 'deeper']).default('student'),
    )
    .addOption(new Option('--precision <type>', 'how weights are stored').choices(PRECISIONS).default('float32'))
    .addOption(new Option('--range <range>', 'what black to white is').choices(RANGES).default('-1..1'))
    .addOption(
      new Option('--layout <order>', 'order of the axes (default: NCHW, for tfjs and savedmodel NHWC)').choices(
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
  await withStore(options, async (store) => {
    const run = findRun(store.reader, word);
    requireRuntime();
    const tf = loadTensorFlow() as unknown as TensorFlow;
    const choice = { role, settings: settingsOf(options), ...(out === undefined ? {} : { outputFolder: out }) };
    const { folder, report } = await exportRun(store, run, choice, tf);
    if (json === true) return console.log(JSON.stringify({ folder, ...report }));
    const bytes = report.files.reduce((sum, file) => sum + file.bytes, 0);
    const model = `${join(folder, report.mainFile)} (${formatBytes(bytes)})`;
    console.log(
      [`Exported the ${role} of "${run.name}": ${model}`, ...verificationLines(report.verification)].join('\n'),
    );
  });
}

function settingsOf({ to: target, precision, range, layout, basicOps = false }: ExportOptions): ExportSettings {
  return { target, precision, basicOps, convention: { range, layout: layout ?? USUAL_LAYOUT[target] } };
}
