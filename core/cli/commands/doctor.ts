/** `omgd-studio doctor`: what was found on this machine, and what to do about what is missing. */
import type { Command } from 'commander';
import { runDoctor, type DoctorArguments } from '../doctor.ts';

export function mountDoctor(program: Command): void {
  program
    .command('doctor')
    .summary('check this machine')
    .description('Says what was found on this machine, and what to do about what is missing.')
    .option('--json', 'print one JSON object')
    .action(async (options: DoctorArguments) => {
      process.exitCode = await runDoctor(options);
    });
}
