/** `omgd-studio parity`: checks the engine against reference numbers made with the authors' code. */
import { resolve } from 'node:path';
import { Option, type Command } from 'commander';
import { resourcePath } from '../../installation/resources.ts';
import { loadTensorFlow } from '../../engine/runtime/load.ts';
import { nativeOps } from '../../ops/native/index.ts';
import { portableOps } from '../../ops/portable.ts';
import type { TensorFlow } from '../../ops/tensorflow.ts';
import { runParity } from '../../parity/parity.ts';
import { openReferenceSet, type ReferenceSet } from '../../parity/referenceSet.ts';
import { CliError } from '../cliError.ts';
import { EXIT } from '../exitCodes.ts';
import { requireRuntime } from '../preflight.ts';
import { JsonParityPrinter, TextParityPrinter } from '../report/parityPrinters.ts';

const OPS = { native: nativeOps, portable: portableOps } as const;

interface ParityOptions {
  readonly ops: keyof typeof OPS;
  readonly only?: string;
  readonly json?: boolean;
}

export function mountParity(program: Command): void {
  program
    .command('parity')
    .summary('check the engine against reference numbers')
    .description(
      'Checks losses, gradients, networks and whole training steps against numbers made with the official code.',
    )
    .argument('<folder>', 'folder with manifest.json and its cases')
    .option('--only <text>', 'only cases whose names contain this')
    .addOption(new Option('--ops <kind>', 'which implementation to check').choices(Object.keys(OPS)).default('native'))
    .option('--json', 'print one JSON object a case and line, then one with the counts')
    .action(async (folder: string, options: ParityOptions) => {
      process.exitCode = await parity(folder, options);
    });
}

async function parity(folder: string, { ops, only = '', json }: ParityOptions): Promise<number> {
  const set = selectCases(await openFolder(resolve(folder)), only);
  requireRuntime();
  const printer = json === true ? new JsonParityPrinter() : new TextParityPrinter();
  const tf = loadTensorFlow() as unknown as TensorFlow;
  const results = await runParity(set, {
    ops: OPS[ops](tf),
    fallbackVgg: resourcePath('perceptual/vgg16-hed-fp16.safetensors'),
    onCase: (result) => printer.print(result),
  });
  const count = (verdict: string): number => results.filter((result) => result.verdict === verdict).length;
  const failed = count('failed');
  printer.finish({ cases: results.length, passed: count('passed'), failed, skipped: count('skipped') });
  return failed === 0 ? EXIT.ok : EXIT.failed;
}

async function openFolder(folder: string): Promise<ReferenceSet> {
  try {
    return await openReferenceSet(folder);
  } catch (error) {
    throw new CliError(error instanceof Error ? error.message : String(error));
  }
}

function selectCases(set: ReferenceSet, text: string): ReferenceSet {
  const cases = Object.fromEntries(Object.entries(set.cases).filter(([name]) => name.includes(text)));
  if (Object.keys(cases).length > 0) return { ...set, cases };
  throw new CliError(`No case of ${set.directory} has "${text}" in its name.`);
}
