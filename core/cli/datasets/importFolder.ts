/** `omgd-studio datasets import`: how a folder can be read, what its files are worth, and remembering it. */
import { countBySplit, formatReport } from '../../data/datasetReport.ts';
import { datasetIdOf } from '../../data/datasetId.ts';
import type { LayoutReading } from '../../data/detectLayout.ts';
import { openSource } from '../../data/openSource.ts';
import { validateDataset } from '../../data/validateDataset.ts';
import { CliError } from '../cliError.ts';
import { withStore, type DataOptions } from '../dataStore.ts';
import { EXIT } from '../exitCodes.ts';
import { StatusLine } from '../statusLine.ts';
import { readingsOf } from './readingsOf.ts';

interface ImportOptions extends DataOptions {
  readonly as?: number;
  /** Pixels that a picture must have for a pipeline that is yet to be made; nobody has said so by default. */
  readonly crop?: number;
  readonly name?: string;
  readonly look?: boolean;
}

export async function importFolder(folders: readonly string[], options: ImportOptions): Promise<number> {
  const readings = await readingsOf(folders);
  printReadings(readings);
  if (options.look === true) return EXIT.ok;
  const reading = readings[(options.as ?? 1) - 1];
  if (reading === undefined) {
    throw new CliError(`--as ${String(options.as)} is not one of the ${String(readings.length)} ways above.`);
  }
  const { settings } = reading;
  const status = new StatusLine(process.stderr);
  const source = openSource(settings);
  const onProgress = (done: number, total: number): void => {
    status.show(`Opening every picture … ${String(done)} of ${String(total)}`);
  };
  const { report } = await validateDataset(source, { cropSize: options.crop ?? 1, onProgress }).finally(() =>
    status.clear(),
  );
  console.log(`\n${formatReport(report, Infinity)}`);
  const name = options.name ?? source.name;
  await withStore(options, ({ writer }) => {
    writer.saveDataset({ id: datasetIdOf(settings), name, settings, summary: { pairs: report.usablePairs } });
  });
  console.log(`\nRemembered as "${name}". Use it in a pipeline as "dataset": ${JSON.stringify(settings)}`);
  return report.usablePairs.train > 0 ? EXIT.ok : EXIT.failed;
}

function printReadings(readings: readonly LayoutReading[]): void {
  readings.forEach(({ title, listing }, index) => {
    const { train, validation, test } = countBySplit(listing.samples);
    const counts = `${String(train)} training, ${String(validation)} validation, ${String(test)} test pairs`;
    console.log(`${String(index + 1)}. ${title}: ${counts}`);
  });
}
