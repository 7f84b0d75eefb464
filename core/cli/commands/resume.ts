/** `omgd-studio resume`: goes on with a run from its last checkpoint. */
import type { Command } from 'commander';
import { isActive } from '../../protocol/index.ts';
import type { RunRecord } from '../../store/index.ts';
import { CliError } from '../cliError.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { findRun, RUN_ARGUMENT } from '../findRun.ts';
import { requireRuntime } from '../preflight.ts';
import { runInForeground, type ForegroundOptions } from '../runInForeground.ts';

type ResumeOptions = DataOptions & Partial<ForegroundOptions>;

export function mountResume(program: Command): void {
  program
    .command('resume')
    .summary('go on with a run from its last checkpoint')
    .description('Goes on with a run that was stopped, interrupted or failed, from its last intact checkpoint.')
    .argument('<run>', RUN_ARGUMENT)
    .option(...DATA_OPTION)
    .option('--json', 'print one JSON object a line')
    .action(async (word: string, _options, command: Command) => {
      process.exitCode = await resume(word, command.optsWithGlobals<ResumeOptions>());
    });
}

function resume(word: string, options: ResumeOptions): Promise<number> {
  return withStore(options, (store) => {
    const run = findRun(store.reader, word);
    requireResumable(run);
    requireRuntime();
    return runInForeground(store, run.id, { json: options.json ?? false, debug: options.debug ?? false });
  });
}

function requireResumable({ name, state, ownerPid }: RunRecord): void {
  if (state === 'finished') {
    throw new CliError(`"${name}" has finished: there is nothing left to do. Start a new run for more steps.`);
  }
  if (!isActive(state)) return;
  throw new CliError(`"${name}" is running in process ${String(ownerPid)}. Wait until it ends, or stop it there.`);
}
