/** `omgd-studio`: all commands, and what they have in common. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command, CommanderError } from 'commander';
import { z } from 'zod';
import { reportError } from './cliError.ts';
import { mountBenchModel } from './commands/benchModel.ts';
import { mountBundle, mountOpenBundle } from './commands/bundle.ts';
import { mountCompare } from './commands/compare.ts';
import { mountCost } from './commands/cost.ts';
import { mountDatasets } from './commands/datasets.ts';
import { mountDoctor } from './commands/doctor.ts';
import { mountEvaluate } from './commands/evaluate.ts';
import { mountExport } from './commands/export.ts';
import { mountImport } from './commands/import.ts';
import { mountParity } from './commands/parity.ts';
import { mountPresets } from './commands/presets.ts';
import { mountPreviews } from './commands/previews.ts';
import { mountResume } from './commands/resume.ts';
import { mountRun } from './commands/run.ts';
import { mountRuns } from './commands/runs.ts';
import { mountSetup } from './commands/setup.ts';
import { mountShow } from './commands/show.ts';
import { mountSweep } from './commands/sweep.ts';
import { mountTargets } from './commands/targets.ts';
import { mountValidate } from './commands/validate.ts';
import { mountVerify } from './commands/verify.ts';
import { mountWeights } from './commands/weights.ts';
import { EXIT } from './exitCodes.ts';

/** In the order of the help. */
const MOUNTS = [
  mountRun,
  mountResume,
  mountRuns,
  mountShow,
  mountPreviews,
  mountEvaluate,
  mountCompare,
  mountSweep,
  mountTargets,
  mountExport,
  mountVerify,
  mountBenchModel,
  mountBundle,
  mountOpenBundle,
  mountImport,
  mountWeights,
  mountPresets,
  mountDatasets,
  mountCost,
  mountValidate,
  mountDoctor,
  mountSetup,
  mountParity,
];

const EXIT_CODES_HELP = `
Exit codes:
  0    done
  1    failed: training broke, the engine crashed, a check found a difference
  2    wrong call: unknown option, invalid pipeline, no such run
  130  stopped by Ctrl-C (143: by a TERM signal, 129: by closing the terminal); the run can be resumed`;

/** Runs one command and sets the exit code; never throws. */
export async function runCommandLine(words: readonly string[]): Promise<void> {
  // Whoever reads our output may stop reading ("| head"); the run goes on, as with any other output.
  process.stdout.on('error', () => {});
  const program = createProgram();
  try {
    await program.parseAsync([...words], { from: 'user' });
  } catch (error) {
    process.exitCode = error instanceof CommanderError ? codeOf(error) : reportError(error, words.includes('--debug'));
  }
}

function createProgram(): Command {
  const program = new Command('omgd-studio')
    .description('Compresses image-translation GANs: online multi-granularity distillation.')
    .version(version(), '--version', 'print the version')
    .option('--debug', 'with errors, show where in the program they happened')
    .addHelpText('after', EXIT_CODES_HELP)
    .showHelpAfterError('Add --help to see what is possible.')
    .exitOverride();
  for (const mount of MOUNTS) mount(program);
  for (const command of program.commands) command.copyInheritedSettings(program);
  return program;
}

/** Commander has printed its message already. */
function codeOf(error: CommanderError): number {
  return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
}

function version(): string {
  const text = readFileSync(join(import.meta.dirname, '..', '..', 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
