/** `omgd-studio run`: starts a new run and shows it until it ends. */
import type { Command } from 'commander';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { PRESET_OPTION, readPipeline, SET_OPTION, type PipelineOptions } from '../pipelineSource.ts';
import { doubtsAbout, requireRunnable } from '../preflight.ts';
import { runInForeground, type ForegroundOptions } from '../runInForeground.ts';

type RunOptions = PipelineOptions & DataOptions & Partial<ForegroundOptions>;

export function mountRun(program: Command): void {
  program
    .command('run')
    .summary('run a pipeline')
    .description('Runs a pipeline. Ctrl-C finishes the step, saves and stops; a second Ctrl-C ends it at once.')
    .argument('[pipeline]', 'pipeline document (JSON)')
    .option(...PRESET_OPTION)
    .option('--name <name>', 'name of the run (default: that of the pipeline)')
    .option(...SET_OPTION)
    .option(...DATA_OPTION)
    .option('--json', 'print one JSON object a line')
    .action(async (file: string | undefined, _options, command: Command) => {
      process.exitCode = await run(file, command.optsWithGlobals<RunOptions>());
    });
}

async function run(file: string | undefined, options: RunOptions): Promise<number> {
  const source = await readPipeline(file, options);
  await requireRunnable(source);
  for (const doubt of doubtsAbout(source.document)) console.error(`Note: ${doubt}`);
  return withStore(options, (store) => {
    const runId = store.writer.createRun({ document: source.document, documentDirectory: source.directory });
    return runInForeground(store, runId, { json: options.json ?? false, debug: options.debug ?? false });
  });
}
