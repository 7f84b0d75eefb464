/** `omgd-studio resume`: goes on with a run from its last checkpoint. */
import type { Command } from 'commander';
import { isActive } from '../../protocol/index.ts';
import type { RunRecord } from '../../store/index.ts';
import { CliError } from '../cliError.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { findRun, RUN_ARGUMENT } from '../findRun.ts';
import { findTarget, TARGET_OPTION } from '../findTarget.ts';
import { requireRuntime } from '../preflight.ts';
import { runInForeground } from '../runInForeground.ts';

interface ResumeOptions extends DataOptions {
  readonly json?: boolean;
  readonly debug?: boolean;
  readonly target?: string;
}

export function mountResume(program: Command): void {
  program
    .command('resume')
    .summary('go on with a run from its last checkpoint')
    .description(
      'Goes on with a run that was stopped, interrupted or failed, from its last intact checkpoint. One that a cluster ' +
        'works on is followed again.',
    )
    .argument('<run>', RUN_ARGUMENT)
    .option(...TARGET_OPTION)
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
    const followed = store.reader.openRemoteJobOf(run.id)?.target;
    const target = followed ?? (options.target === undefined ? undefined : findTarget(store.reader, options.target));
    if (!target) requireRuntime();
    return runInForeground(store, run.id, { json: options.json ?? false, debug: options.debug ?? false, target });
  });
}

function requireResumable({ name, state, ownerPid }: RunRecord): void {
  if (state === 'finished') {
    throw new CliError(`"${name}" has finished: there is nothing left to do. Start a new run for more steps.`);
  }
  if (!isActive(state)) return;
  throw new CliError(`"${name}" is running in process ${String(ownerPid)}. Wait until it ends, or stop it there.`);
}
