/** `omgd-studio weights`: the networks that losses and metrics look through. */
import { resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import type { DownloadProgress } from '../../download/progress.ts';
import { LIBRARY_IDS, type LibraryId } from '../../protocol/index.ts';
import { weightsUsers } from '../../engine/weightsUsers.ts';
import { byteText } from '../../files/byteText.ts';
import { knownWeights } from '../../weights/library/known.ts';
import { WeightsLibrary, type InstalledWeights } from '../../weights/library/library.ts';
import { CliError } from '../cliError.ts';
import { DATA_OPTION, dataDirectoryOf, withStore, type DataOptions } from '../dataStore.ts';
import { stopOnSignal } from '../stopOnSignal.ts';
import { EXIT } from '../exitCodes.ts';
import { formatDuration } from '../format.ts';
import { StatusLine } from '../statusLine.ts';
import { formatTable } from '../table.ts';

interface ListOptions extends DataOptions {
  readonly json?: boolean;
}

interface DownloadOptions extends DataOptions {
  readonly from?: string;
}

const ID = new Argument('<id>', 'which weights').choices(LIBRARY_IDS);

export function mountWeights(program: Command): void {
  const weights = program
    .command('weights')
    .summary('manage the networks that losses and metrics look through')
    .description('Downloads, adds and lists VGG16, Inception and LPIPS weights.')
    .helpCommand(false);
  weights
    .command('list')
    .summary('list them, and which runs use them')
    .option(...DATA_OPTION)
    .option('--json', 'print one JSON object a line')
    .action(list);
  weights
    .command('download')
    .summary('download and verify')
    .description('Downloads weights from their publisher and verifies them; a download that broke off goes on.')
    .addArgument(ID)
    .option('--from <address>', 'another server with the same file')
    .option(...DATA_OPTION)
    .action(async (id: LibraryId, options: DownloadOptions) => {
      process.exitCode = await downloadWeights(id, options);
    });
  weights
    .command('add')
    .summary('take a file that you have')
    .addArgument(ID)
    .argument('<file>', 'weights file: .pth, .pt, .safetensors, or VGG16 of Keras as .h5')
    .option(...DATA_OPTION)
    .action(async (id: LibraryId, file: string, options: DataOptions) => {
      console.log(installedLine(await libraryOf(options).add(id, resolve(file))));
    });
  weights
    .command('check')
    .summary('read a file again and compare its checksum')
    .addArgument(ID)
    .option(...DATA_OPTION)
    .action(checkWeights);
  weights
    .command('remove')
    .summary('delete them from this machine')
    .addArgument(ID)
    .option(...DATA_OPTION)
    .action(async (id: LibraryId, options: DataOptions) => {
      await libraryOf(options).remove(id);
      console.log(`${id} is not on this machine any more.`);
    });
}

async function downloadWeights(id: LibraryId, { from, ...options }: DownloadOptions): Promise<number> {
  const { title, terms, aboutBytes } = knownWeights(id);
  const size = aboutBytes === undefined ? '' : `, about ${byteText(Math.round(aboutBytes))}`;
  console.error(`${title}${size}. Terms: ${terms}`);
  const status = new StatusLine(process.stderr);
  const onProgress = (progress: DownloadProgress): void => status.show(progressText(progress));
  return await stopOnSignal('Stopped. What came is kept: the same command goes on there.', async (signal) => {
    const address = from === undefined ? {} : { address: from };
    const downloading = libraryOf(options).download(id, { onProgress, signal, ...address });
    console.log(installedLine(await downloading.finally(() => status.clear())));
    return EXIT.ok;
  });
}

async function checkWeights(id: LibraryId, options: DataOptions): Promise<void> {
  const library = libraryOf(options);
  const { path } = await library.require(id);
  if (!(await library.isIntact(id))) {
    const message = `${path} was changed since it was added: its checksum is another one. Remove it and get it again.`;
    throw new CliError(message, EXIT.failed);
  }
  console.log(`${path} is as it was added.`);
}

function progressText({
  phase,
  doneBytes,
  totalBytes,
  bytesPerSecond,
  secondsLeft,
  problem,
}: DownloadProgress): string {
  const total = totalBytes === null ? '' : ` of ${byteText(totalBytes)}`;
  const speed = bytesPerSecond === null ? '' : `, ${byteText(Math.round(bytesPerSecond))}/s`;
  const left = secondsLeft === null ? '' : `, ${formatDuration(secondsLeft)} left`;
  return `${phase} ${byteText(doneBytes)}${total}${speed}${left}${problem === '' ? '' : ` (${problem})`}`;
}

const COLUMNS = [
  { title: 'ID' },
  { title: 'WEIGHTS' },
  { title: 'FOR' },
  { title: 'HERE' },
  { title: 'RUNS' },
] as const;

async function list({ json, ...options }: ListOptions): Promise<void> {
  const library = libraryOf(options);
  const rows = await withStore(options, async ({ reader }) => {
    const users = weightsUsers(reader);
    return await Promise.all(
      LIBRARY_IDS.map(async (id) => {
        const installed = await library.find(id);
        return { id, ...knownWeights(id), installed, runs: installed ? users(installed) : [] };
      }),
    );
  });
  if (json === true) return console.log(rows.map((row) => JSON.stringify(row)).join('\n'));
  const cells = rows.map(({ id, title, purpose, installed, runs }) => {
    return [
      id,
      title,
      purpose,
      installed ? byteText(installed.bytes) : 'no',
      runs.length > 0 ? String(runs.length) : '',
    ];
  });
  console.log(`${formatTable(COLUMNS, cells)}\n\nFiles are in ${library.folder}.`);
}

function installedLine({ id, path, bytes, sha256 }: InstalledWeights): string {
  return `${id}: ${path} (${byteText(bytes)}, sha256 ${sha256.slice(0, 8)}…)`;
}

function libraryOf(options: DataOptions): WeightsLibrary {
  return new WeightsLibrary(dataDirectoryOf(options));
}
