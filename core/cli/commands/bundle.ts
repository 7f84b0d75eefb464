/** `omgd-studio bundle` and `open-bundle`: a run in one file, for another machine. */
import type { Command } from 'commander';
import { resolve } from 'node:path';
import { BUNDLE_ENDING } from '../../bundle/format.ts';
import { makeBundle } from '../../bundle/makeBundle.ts';
import { openBundle } from '../../bundle/openBundle.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { findRun, RUN_ARGUMENT } from '../findRun.ts';
import { formatBytes } from '../format.ts';

interface BundleOptions extends DataOptions {
  readonly out?: string;
}

export function mountBundle(program: Command): void {
  program
    .command('bundle')
    .summary('pack a run into one file')
    .description(
      'Packs a run into one zip archive: pipeline, metrics, pictures, checkpoints, exports, log, versions. The dataset is ' +
        'not in it. Another machine takes it in with "open-bundle".',
    )
    .argument('<run>', RUN_ARGUMENT)
    .option('--out <file>', `file to write (default: the run's id with ${BUNDLE_ENDING} in this folder)`)
    .option(...DATA_OPTION)
    .action((word: string, options: BundleOptions, command: Command) =>
      withStore(options, async (store) => {
        const run = findRun(store.reader, word);
        const path = resolve(options.out ?? `${run.id.slice(0, 8)}${BUNDLE_ENDING}`);
        const version = command.parent?.version() ?? 'unknown';
        const { files, bytes, leftOut } = await makeBundle(store, run.id, path, { studio: version });
        for (const missing of leftOut) console.error(`Left out, since it is gone or was changed: ${missing}`);
        console.log(`Packed "${run.name}" into ${path} (${String(files)} files, ${formatBytes(bytes)}).`);
      }),
    );
}

export function mountOpenBundle(program: Command): void {
  program
    .command('open-bundle')
    .summary('take in a run that another machine has packed')
    .description('Adds the run of a bundle to the history, with everything in it, after checking every file.')
    .argument('<file>', 'a bundle made by "bundle"')
    .option(...DATA_OPTION)
    .action((file: string, options: DataOptions) =>
      withStore(options, async (store) => {
        const { runId, name } = await openBundle(store, resolve(file));
        console.log(`Added "${name}". Look at it with: omgd-studio show ${runId.slice(0, 8)}`);
      }),
    );
}
