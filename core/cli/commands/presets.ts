/** `omgd-studio presets`: lists the ready-made pipelines, or writes one as a file to start from. */
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { PRESETS } from '../../pipeline/index.ts';
import { CliError } from '../cliError.ts';
import { readPipeline } from '../pipelineSource.ts';
import { formatTable } from '../table.ts';

interface PresetsOptions {
  readonly out?: string;
}

export function mountPresets(program: Command): void {
  program
    .command('presets')
    .summary('list ready-made pipelines, or print one')
    .description('Lists the ready-made pipelines. With an id: prints that pipeline, or writes it to a file.')
    .argument('[id]', 'preset to print')
    .option('--out <file>', 'write the preset to this file instead')
    .action(presets);
}

async function presets(id: string | undefined, { out }: PresetsOptions): Promise<void> {
  if (id === undefined) {
    if (out !== undefined) throw new CliError('--out needs the id of a preset; "omgd-studio presets" lists them.');
    console.log(
      formatTable(
        [{ title: 'ID' }, { title: 'TITLE' }],
        PRESETS.map((preset) => [preset.id, preset.title]),
      ),
    );
    return;
  }
  const { document } = await readPipeline(undefined, { preset: id });
  const text = JSON.stringify(document, null, 2);
  if (out === undefined) return console.log(text);
  if (existsSync(out)) {
    throw new CliError(`${resolve(out)} is there already. Choose another name, or move it away first.`);
  }
  await atomicWrite(resolve(out), `${text}\n`);
  console.log(`Wrote ${resolve(out)}`);
}
