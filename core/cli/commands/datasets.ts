/** `omgd-studio datasets …`: the catalogue, downloads, folders of one's own, splits and the preparation of Cityscapes. */
import { InvalidArgumentError, type Command } from 'commander';
import { DATA_OPTION } from '../dataStore.ts';
import { downloadDataset } from '../datasets/download.ts';
import { importFolder } from '../datasets/importFolder.ts';
import { listDatasets, showDataset } from '../datasets/catalogue.ts';
import { cityscapes } from '../datasets/cityscapes.ts';
import { splitFolder } from '../datasets/splitFolder.ts';
import { numberOf } from '../numberOf.ts';

export function mountDatasets(program: Command): void {
  const group = program
    .command('datasets')
    .summary('list, download, import, split and prepare datasets')
    .description('The datasets of the papers, and your own folders of pictures.');
  group
    .command('list', { isDefault: true })
    .summary('list the catalogue and the datasets known here')
    .option(...DATA_OPTION)
    .action((_options, command: Command) => listDatasets(command.optsWithGlobals()));
  group
    .command('show')
    .summary('show one dataset of the catalogue: source, size, terms')
    .argument('<id>', 'its id; "datasets list" shows all')
    .option(...DATA_OPTION)
    .action((id: string, _options, command: Command) => showDataset(id, command.optsWithGlobals()));
  group
    .command('download')
    .summary('download, unpack and check a dataset of the catalogue')
    .description('Downloads a dataset, unpacks and checks it. Started again after an interruption, it goes on.')
    .argument('<id>', 'its id; "datasets list" shows all')
    .option('--accept-terms', 'you have read the terms that "datasets show" prints, and accept them')
    .option(...DATA_OPTION)
    .action(async (id: string, _options, command: Command) => {
      process.exitCode = await downloadDataset(id, command.optsWithGlobals());
    });
  group
    .command('import')
    .summary('look at a folder (or two), check every file and remember it')
    .argument('<folder>', 'folder of pictures')
    .argument('[folderB]', 'folder of the partners with the same names')
    .option('--as <number>', 'which way of reading it, where there are several (default: 1)', wholeNumber)
    .option('--name <name>', 'what to call it')
    .option('--crop <pixels>', 'also warn of pictures that are smaller than this', wholeNumber)
    .option('--look', 'only show how it could be read')
    .option(...DATA_OPTION)
    .action(async (folder: string, folderB: string | undefined, _options, command: Command) => {
      process.exitCode = await importFolder(
        [folder, ...(folderB === undefined ? [] : [folderB])],
        command.optsWithGlobals(),
      );
    });
  group
    .command('split')
    .summary('divide a folder into training, validation and test')
    .description(
      'Divides a folder without train/ and val/, near-duplicates kept together; writes omgd-split.json there.',
    )
    .argument('<folder>', 'folder of pictures')
    .option('--validation <share>', 'share kept for validation', share, 0.05)
    .option('--test <share>', 'share kept for the end', share, 0)
    .action(splitFolder);
  group
    .command('prepare-cityscapes')
    .summary('make pix2pix pairs of your own copy of Cityscapes')
    .description('Makes 256 × 256 pairs of Cityscapes as the official script does: photograph left, labels right.')
    .requiredOption('--labels <place>', 'gtFine folder, or gtFine_trainvaltest.zip')
    .requiredOption('--photos <place>', 'leftImg8bit folder, or leftImg8bit_trainvaltest.zip')
    .requiredOption('--out <folder>', 'where the pairs go')
    .action(async (options: { labels: string; photos: string; out: string }) => {
      process.exitCode = await cityscapes(options);
    });
  for (const command of group.commands) command.copyInheritedSettings(program);
}

function share(text: string): number {
  const value = numberOf(text);
  if (value >= 0 && value < 1) return value;
  throw new InvalidArgumentError('It must be a number from 0 to 1, such as 0.05.');
}

function wholeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value > 0) return value;
  throw new InvalidArgumentError('It must be a whole number such as 2.');
}
