/** `omgd-studio verify`: checks an exported model again. */
import type { Command } from 'commander';
import { loadTensorFlow } from '../../engine/runtime/load.ts';
import { verifyAgain } from '../../export/exportRun.ts';
import { readExport } from '../../export/readExport.ts';
import type { TensorFlow } from '../../ops/tensorflow.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { requireRuntime } from '../preflight.ts';
import { verificationLines } from '../report/exportLines.ts';

interface VerifyOptions extends DataOptions {
  readonly json?: boolean;
}

export function mountVerify(program: Command): void {
  program
    .command('verify')
    .summary('check an exported model again')
    .description('Checks the checksums of an export and compares the model anew with the checkpoint it was made from.')
    .argument('<file>', 'an exported model, or its folder')
    .option(...DATA_OPTION)
    .option('--json', 'print the figures as one JSON object')
    .action(async (file: string, options: VerifyOptions) => {
      const found = await readExport(file);
      requireRuntime();
      const tf = loadTensorFlow() as unknown as TensorFlow;
      const verification = await withStore(options, (store) => verifyAgain(store, found, tf));
      if (options.json === true) return console.log(JSON.stringify(verification));
      console.log([`${found.folder} is intact.`, ...verificationLines(verification)].join('\n'));
    });
}
