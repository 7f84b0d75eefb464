/** `omgd-studio weights`: the networks that losses and metrics look through. */
import { resolve } from 'node:path';
import { Argument, type Command } from 'commander';
import type { DownloadProgress } from '../../download/progress.ts';
import { LIBRARY_IDS, type LibraryId } from '../../pipeline/index.ts';
import { databasePath, defaultDataDirectory, openStore } from '../../store/index.ts';
import { knownWeights } from '../../weights/library/known.ts';
import { WeightsLibrary, type InstalledWeights } from '../../weights/library/library.ts';
import { DATA_OPTION, type DataOptions } from '../dataStore.ts';
import { formatBytes, formatDuration } from '../format.ts';
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
    .action(downloadWeights);
  weights
    .command('add')
    .summary('take a file that you have')
    .addArgument(ID)
    .argument('<file>', 'weights file: .pth, .pt or .safetensors')
    .option(...DATA_OPTION)
    .action(async (id: LibraryId, file: string, options: DataOptions) => {
      console.log(installedLine(await new WeightsLibrary(folderOf(options)).add(id, resolve(file))));
    });
}

async function downloadWeights(id: LibraryId, { from, ...options }: DownloadOptions): Promise<void> {
  const { title, terms } = knownWeights(id);
  console.error(`${title}. Terms: ${terms}`);
  const status = new StatusLine(process.stderr);
  const settings = { onProgress: (progress: DownloadProgress) => status.show(progressText(progress)) };
  try {
    const library = new WeightsLibrary(folderOf(options));
    const installed = await library.download(id, from === undefined ? settings : { ...settings, address: from });
    status.clear();
    console.log(installedLine(installed));
  } finally {
    status.clear();
  }
}

function progressText({ phase, doneBytes, totalBytes, secondsLeft, problem }: DownloadProgress): string {
  const total = totalBytes === null ? '' : ` of ${formatBytes(totalBytes)}`;
  const left = secondsLeft === null ? '' : `, ${formatDuration(secondsLeft)} left`;
  return `${phase} ${formatBytes(doneBytes)}${total}${left}${problem === '' ? '' : ` (${problem})`}`;
}

const COLUMNS = [
  { title: 'ID' },
  { title: 'WEIGHTS' },
  { title: 'FOR' },
  { title: 'HERE' },
  { title: 'RUNS' },
] as const;

async function list({ json, ...options }: ListOptions): Promise<void> {
  const folder = folderOf(options);
  const library = new WeightsLibrary(folder);
  const users = usersOf(folder);
  const rows = await Promise.all(
    LIBRARY_IDS.map(async (id) => {
      const installed = await library.find(id);
      return { id, ...knownWeights(id), installed, runs: installed ? users(installed.path) : [] };
    }),
  );
  if (json === true) return console.log(rows.map((row) => JSON.stringify(row)).join('\n'));
  const cells = rows.map(({ id, title, purpose, installed, runs }) => {
    return [
      id,
      title,
      purpose,
      installed ? formatBytes(installed.bytes) : 'no',
      runs.length > 0 ? String(runs.length) : '',
    ];
  });
  console.log(`${formatTable(COLUMNS, cells)}\n\nFiles are in ${library.folder}.`);
}

/** Ids of the runs whose losses or metrics look through a file. */
function usersOf(dataFolder: string): (path: string) => string[] {
  const store = openStore(databasePath(dataFolder));
  try {
    const runs = store.reader.listRuns().map(({ id }) => store.reader.getRun(id));
    const used = runs.map(({ id, document: { perceptual, evaluation } }) => {
      return { id, files: [perceptual.kind === 'file' ? perceptual.file : '', evaluation.weights.inception ?? ''] };
    });
    return (path) => used.filter(({ files }) => files.includes(path)).map(({ id }) => id);
  } finally {
    store.close();
  }
}

function installedLine({ id, path, bytes, sha256 }: InstalledWeights): string {
  return `${id}: ${path} (${formatBytes(bytes)}, sha256 ${sha256.slice(0, 8)}…)`;
}

function folderOf({ data }: DataOptions): string {
  return data === undefined ? defaultDataDirectory() : resolve(data);
}
