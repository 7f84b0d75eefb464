/** `omgd-studio targets`: clusters on which runs can be computed. */
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { z } from 'zod';
import { RayTargetSchema, type ClusterProbe, type RayTarget } from '../../protocol/index.ts';
import { probeRay } from '../../ray/probe.ts';
import { CliError } from '../cliError.ts';
import { DATA_OPTION, withStore, type DataOptions } from '../dataStore.ts';
import { EXIT } from '../exitCodes.ts';
import { findTarget, HERE } from '../findTarget.ts';
import { formatBytes } from '../format.ts';
import { numberOf } from '../numberOf.ts';
import { formatTable } from '../table.ts';

interface TargetsOptions extends DataOptions {
  readonly json?: boolean;
}

interface AddOptions extends DataOptions {
  readonly cpus?: string;
  readonly gpus?: string;
  readonly atOnce?: string;
  readonly sharedFolder?: string;
  readonly sharedFolderThere?: string;
  readonly installation?: string;
  readonly tokenVariable?: string;
  readonly tokenFile?: string;
}

const NAME = 'name of the target';

export function mountTargets(program: Command): void {
  const targets = program
    .command('targets')
    .summary('clusters on which runs can be computed')
    .description('Lists, adds, tests and removes clusters. "run" and "sweep run" take one with --target.');
  targets
    .command('list')
    .summary('list the targets')
    .description('Lists the targets.')
    .option(...DATA_OPTION)
    .option('--json', 'print one JSON object a target and line')
    .action(list);
  targets
    .command('add')
    .summary('add a Ray cluster, or change one')
    .description(
      'Adds a Ray cluster, or replaces the one of this name. The token is stored nowhere: say where it is kept.',
    )
    .argument('<name>', NAME)
    .argument('<address>', "of Ray's dashboard, such as http://127.0.0.1:8265")
    .option('--cpus <count>', 'cores that a run gets (default: 2)')
    .option('--gpus <count>', 'GPUs that a run gets (default: 0)')
    .option('--at-once <runs>', 'how many runs at the same time (default: as many as fit)')
    .option('--shared-folder <path>', 'a folder that this machine and all nodes see')
    .option('--shared-folder-there <path>', 'its path on the nodes, if it is another one')
    .option('--installation <path>', 'where OMGD Studio is installed on every node (default: it is uploaded)')
    .option('--token-variable <name>', "environment variable that holds the cluster's token")
    .option('--token-file <path>', "file that holds the cluster's token")
    .option(...DATA_OPTION)
    .action(add);
  targets
    .command('test')
    .summary('look whether a target can be used')
    .description('Asks the cluster for its version and nodes, and says what would go wrong.')
    .argument('<name>', NAME)
    .option(...DATA_OPTION)
    .option('--json', 'print JSON')
    .action(test);
  targets
    .command('remove')
    .summary('remove a target')
    .description('Removes a target. Runs that are on it go on, and can still be followed.')
    .argument('<name>', NAME)
    .option(...DATA_OPTION)
    .action(remove);
}

function list(options: TargetsOptions): Promise<void> {
  return withStore(options, ({ reader }) => {
    const targets = reader.listTargets();
    if (options.json === true) {
      for (const target of targets) console.log(JSON.stringify(target));
      return;
    }
    const columns = [
      { title: 'NAME' },
      { title: 'ADDRESS' },
      { title: 'CPUS A RUN', align: 'right' },
      { title: 'GPUS A RUN', align: 'right' },
      { title: 'AT ONCE', align: 'right' },
      { title: 'SHARED FOLDER' },
    ] as const;
    const rows = targets.map(({ name, address, cpusPerRun, gpusPerRun, runsAtOnce, sharedFolder }) => [
      name,
      address,
      String(cpusPerRun),
      String(gpusPerRun),
      runsAtOnce === undefined ? 'what fits' : String(runsAtOnce),
      sharedFolder?.here ?? '',
    ]);
    console.log(rows.length === 0 ? 'There are no targets yet: runs are computed on this machine.' : formatTable(columns, rows)); // prettier-ignore
  });
}

function add(name: string, address: string, options: AddOptions): Promise<void> {
  if (name === HERE) throw new CliError(`"${HERE}" stands for this machine. Choose another name.`);
  const { cpus, gpus, atOnce, installation } = options;
  const target = RayTargetSchema.safeParse({
    kind: 'ray',
    name,
    address,
    ...(cpus === undefined ? {} : { cpusPerRun: amount(cpus, '--cpus') }),
    ...(gpus === undefined ? {} : { gpusPerRun: amount(gpus, '--gpus') }),
    ...(atOnce === undefined ? {} : { runsAtOnce: amount(atOnce, '--at-once') }),
    ...(installation === undefined ? {} : { installation }),
    ...sharedFolderOf(options),
    ...tokenOf(options),
  });
  if (!target.success) throw new CliError(`The target cannot be added:\n${z.prettifyError(target.error)}`);
  return withStore(options, ({ writer }) => {
    writer.saveTarget(target.data);
    console.log(`"${name}" is a target now. Try it with: omgd-studio targets test ${JSON.stringify(name)}`);
  });
}

function amount(text: string, option: string): number {
  const value = numberOf(text);
  if (Number.isInteger(value)) return value;
  throw new CliError(`${option} must be a whole number, not "${text}".`);
}

function sharedFolderOf({ sharedFolder, sharedFolderThere }: AddOptions): Pick<RayTarget, 'sharedFolder'> {
  if (sharedFolder === undefined) return {};
  const here = resolve(sharedFolder);
  return { sharedFolder: { here, there: sharedFolderThere ?? here } };
}

function tokenOf({ tokenVariable, tokenFile }: AddOptions): Pick<RayTarget, 'token'> {
  if (tokenVariable !== undefined && tokenFile !== undefined) throw new CliError('A token is kept in a variable or in a file: give one of both.'); // prettier-ignore
  if (tokenVariable !== undefined) return { token: { kind: 'variable', name: tokenVariable } };
  return tokenFile === undefined ? {} : { token: { kind: 'file', path: resolve(tokenFile) } };
}

async function test(name: string, options: TargetsOptions): Promise<void> {
  const target = await withStore(options, ({ reader }) => findTarget(reader, name));
  if (!target) throw new CliError('This machine is looked at by "omgd-studio doctor".');
  const probe = await probeRay(target);
  console.log(options.json === true ? JSON.stringify(probe) : probeText(target, probe));
  if (probe.kind === 'problem') process.exitCode = EXIT.failed;
}

function probeText({ name, address }: RayTarget, probe: ClusterProbe): string {
  if (probe.kind === 'problem') return probe.message;
  const columns = [
    { title: 'NODE' },
    { title: 'CPUS', align: 'right' },
    { title: 'GPUS', align: 'right' },
    { title: 'MEMORY', align: 'right' },
    { title: '' },
  ] as const;
  const rows = probe.nodes.map(({ host, cpus, gpus, memoryBytes, isHead }) => [
    host,
    String(cpus),
    String(gpus),
    formatBytes(memoryBytes),
    isHead ? 'head' : '',
  ]);
  const room = `"${name}" (${address}) runs Ray ${probe.rayVersion}. Room for ${String(probe.runsAtOnce)} runs at once.`;
  return [room, '', formatTable(columns, rows), ...probe.warnings.map((warning) => `\n${warning}`)].join('\n');
}

function remove(name: string, options: DataOptions): Promise<void> {
  return withStore(options, ({ reader, writer }) => {
    if (!writer.removeTarget(name)) findTarget(reader, name);
  });
}
