/** `omgd-studio datasets download`: terms, progress, and what the check found. */
import type { CatalogueEntry } from '../../data/catalogue/entry.ts';
import { datasetIdOf } from '../../data/datasetId.ts';
import { formatReport } from '../../data/datasetReport.ts';
import { installDataset } from '../../data/install/installDataset.ts';
import { PHASES, progressText, type InstallProgress } from '../../data/install/installProgress.ts';
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
    status.show(statusText(progress));
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

function lineOf({ phase, detail }: InstallProgress): string {
  return phase === 'retrying' ? `${detail} ${PHASES[phase]} …` : `${PHASES[phase]} …`;
}

/** With the time left. */
function statusText(progress: InstallProgress): string {
  const { phase, secondsLeft } = progress;
  const isLong = phase === 'receiving' && secondsLeft !== null;
  return isLong ? `${progressText(progress)}, ${formatDuration(secondsLeft)} left` : progressText(progress);
}
