/** `omgd-studio setup`: fetches and binds the TensorFlow runtime. */
import { Option, type Command } from 'commander';
import { FLAVOURS } from '../../engine/runtime/runtime.ts';
import { runSetup, type SetupArguments } from '../setup.ts';

export function mountSetup(program: Command): void {
  program
    .command('setup')
    .summary('set TensorFlow up')
    .description('Fetches and binds the TensorFlow runtime, or checks and repairs the one that is there.')
    .addOption(new Option('--runtime <kind>', 'which one (default: what suits the machine)').choices(FLAVOURS))
    .action(async (options: SetupArguments) => {
      process.exitCode = await runSetup(options);
    });
}
