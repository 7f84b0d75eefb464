/** `omgd-studio run`: starts a new run and shows it until it ends. */
import type { Command } from 'commander';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { findTarget, TARGET_OPTION } from '../findTarget.ts';
import { PRESET_OPTION, readPipeline, SET_OPTION, type PipelineOptions } from '../pipelineSource.ts';
import { requireRunnable } from '../preflight.ts';
import { runInForeground } from '../runInForeground.ts';

interface RunOptions extends PipelineOptions, DataOptions {
  readonly json?: boolean;
  readonly debug?: boolean;
  readonly target?: string;
}

export function mountRun(program: Command): void {
  program
    .command('run')
    .summary('run a pipeline')
    .description(
      'Runs a pipeline. Ctrl-C finishes the step, saves and stops; a second Ctrl-C ends it at once. On a cluster, Ctrl-C ' +
        'only ends the following: the run goes on there.',
    )
    .argument('[pipeline]', 'pipeline document (JSON)')
    .option(...PRESET_OPTION)
    .option('--name <name>', 'name of the run (default: that of the pipeline)')
    .option(...SET_OPTION)
    .option(...TARGET_OPTION)
    .option(...DATA_OPTION)
    .option('--json', 'print one JSON object a line')
    .action(async (file: string | undefined, _options, command: Command) => {
      process.exitCode = await run(file, command.optsWithGlobals<RunOptions>());
    });
}

async function run(file: string | undefined, options: RunOptions): Promise<number> {
  const source = await readPipeline(file, options);
  const { json = false, debug = false } = options;
  return withStore(options, async (store) => {
    const target = options.target === undefined ? undefined : findTarget(store.reader, options.target);
    for (const doubt of await requireRunnable(source, store, target)) console.error(`Note: ${doubt}`);
    const runId = store.writer.createRun({ document: source.document, documentDirectory: source.directory });
    return runInForeground(store, runId, { json, debug, target });
  });
}
