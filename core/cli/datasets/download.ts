/** `omgd-studio datasets download`: terms, progress, and what the check found. */
import type { CatalogueEntry } from '../../data/catalogue/entry.ts';
import { datasetIdOf } from '../../data/datasetId.ts';
import { formatReport } from '../../data/datasetReport.ts';
import { installDataset, type InstallProgress } from '../../data/install/installDataset.ts';
import { byteText } from '../../files/byteText.ts';
import { CliError } from '../cliError.ts';
import { withStore, type DataOptions } from '../dataStore.ts';
import { EXIT } from '../exitCodes.ts';
import { formatDuration } from '../format.ts';
import { StatusLine } from '../statusLine.ts';
import { datasetsFolder, requireEntry } from './catalogue.ts';
import { stopOnSignal } from '../stopOnSignal.ts';

interface DownloadOptions extends DataOptions {
  readonly acceptTerms?: boolean;
}

export async function downloadDataset(id: string, options: DownloadOptions): Promise<number> {
  const entry = requireEntry(id);
  if (entry.source.kind !== 'download') {
    throw new CliError(`"${id}" is not downloaded: "omgd-studio datasets show ${id}" tells how to get it.`);
  }
  if (options.acceptTerms !== true) {
    const message = `Before the download, read the terms: ${entry.terms.text} (${entry.terms.page}) If you accept them, add --accept-terms.`;
    throw new CliError(message);
  }
  const stopped = 'Stopped. What came is kept: the same command goes on there.';
  return await stopOnSignal(stopped, (signal) => install(entry, options, signal));
}

async function install(entry: CatalogueEntry, options: DownloadOptions, signal: AbortSignal): Promise<number> {
  const status = new StatusLine(process.stderr);
  let lastPhase = '';
  const onProgress = (progress: InstallProgress): void => {
    // Where nothing can be rewritten, each phase gets a line.
    if (process.stderr.isTTY !== true && progress.phase !== lastPhase) console.error(lineOf(progress));
    lastPhase = progress.phase;
    status.show(progressText(progress));
  };
  const installing = installDataset(entry, { root: datasetsFolder(options), signal, onProgress });
  const { folder, settings, report } = await installing.finally(() => status.clear());
  console.log(`${entry.name} is in ${folder}`);
  console.log(formatReport(report));
  await withStore(options, ({ writer }) => {
    const summary = { pairs: report.usablePairs };
    writer.saveDataset({ id: datasetIdOf(settings), name: entry.name, settings, summary });
  });
  console.log(`Use it in a pipeline as "dataset": ${JSON.stringify(settings)}`);
  return EXIT.ok;
}

const PHASES: Readonly<Record<InstallProgress['phase'], string>> = {
  waiting: 'Another process downloads this dataset',
  connecting: 'Connecting',
  receiving: 'Downloading',
  retrying: 'Trying again',
  verifying: 'Checking the download',
  unpacking: 'Unpacking',
  checking: 'Opening every picture',
};

function lineOf({ phase, detail }: InstallProgress): string {
  return phase === 'retrying' ? `${detail} ${PHASES[phase]} …` : `${PHASES[phase]} …`;
}

/** E.g. "Downloading … 120.3 MB of 2.10 GB (6 %), 4.2 MB/s, 7 min 51 s left". */
function progressText({
  phase,
  fraction,
  doneBytes,
  totalBytes,
  bytesPerSecond,
  secondsLeft,
  detail,
}: InstallProgress) {
  const percent = fraction === null ? '' : ` (${String(Math.floor(fraction * 100))} %)`;
  if (phase !== 'receiving') return `${PHASES[phase]} … ${detail}${percent}`;
  const of = totalBytes === null ? '' : ` of ${byteText(totalBytes)}`;
  const speed = bytesPerSecond === null ? '' : `, ${byteText(Math.round(bytesPerSecond))}/s`;
  const left = secondsLeft === null ? '' : `, ${formatDuration(secondsLeft)} left`;
  return `${PHASES[phase]} … ${byteText(doneBytes)}${of}${percent}${speed}${left}`;
}
