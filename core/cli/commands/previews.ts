/** `omgd-studio previews`: writes a run's pictures as PNG files, and a contact sheet of its last step. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { CliError } from '../cliError.ts';
import { previewSheet } from '../contactSheetOfRun.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { EXIT } from '../exitCodes.ts';
import { findRun, RUN_ARGUMENT } from '../findRun.ts';
import type { Store } from '../../store/index.ts';

interface PreviewsOptions extends DataOptions {
  readonly out: string;
}

export function mountPreviews(program: Command): void {
  program
    .command('previews')
    .summary("write a run's pictures as PNG files")
    .description('Writes all previews of a run as PNG files, and contact-sheet.png with those of the last step.')
    .argument('<run>', RUN_ARGUMENT)
    .requiredOption('--out <folder>', 'folder to write to; made if it is not there')
    .option(...DATA_OPTION)
    .action((word: string, options: PreviewsOptions) =>
      withStore(options, async (store) => {
        const run = findRun(store.reader, word);
        const folder = resolve(options.out);
        const count = await writePreviews(store, run.id, folder);
        if (count === 0) throw new CliError(`"${run.name}" has no previews yet.`, EXIT.failed);
        const sheet = join(folder, 'contact-sheet.png');
        await writeFile(sheet, await previewSheet(store.reader, run));
        console.log(`${String(count)} pictures in ${folder}\nContact sheet: ${sheet}`);
      }),
    );
}

/** Writes `step-0000100_<sample>_<role>.png` for each preview; returns how many. */
async function writePreviews({ reader }: Store, runId: string, folder: string): Promise<number> {
  const previews = reader.previewsOf(runId);
  if (previews.length > 0) await mkdir(folder, { recursive: true });
  for (const { step, sampleId, role } of previews) {
    const sample = sampleId.replaceAll(/[^A-Za-z0-9.-]+/g, '-');
    const name = `step-${String(step).padStart(7, '0')}_${sample}_${role}.png`;
    await writeFile(join(folder, name), reader.previewPng(runId, { step, sampleId, role })!);
  }
  return previews.length;
}
