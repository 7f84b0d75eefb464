/** What a person reads while a dataset or weights are fetched. */
import type { CatalogueDataset, InstallProgress } from '../../core/protocol/studio/catalogue.ts';
import { formatBytes, formatDuration, formatPercent } from '../format/numbers.ts';

const PHASES: Readonly<Record<InstallProgress['phase'], string>> = {
  waiting: 'Another program downloads the same',
  connecting: 'Connecting',
  receiving: 'Downloading',
  retrying: 'Trying again by itself',
  verifying: 'Checking the download',
  unpacking: 'Unpacking',
  checking: 'Opening every picture',
};

/** Until the first word from the server. */
export const STARTING: InstallProgress = {
  phase: 'connecting',
  fraction: null,
  doneBytes: 0,
  totalBytes: null,
  bytesPerSecond: null,
  secondsLeft: null,
  detail: '',
};

export function phaseText({ phase }: InstallProgress): string {
  return PHASES[phase];
}

/** E.g. “120 MB of 2.10 GB · 6 % · 4.20 MB/s · 7 min 51 s left”; in other phases what is done. */
export function progressNumbers(progress: InstallProgress): string {
  const { phase, fraction, doneBytes, totalBytes, bytesPerSecond, secondsLeft, detail } = progress;
  const share = fraction === null ? [] : [formatPercent(fraction)];
  if (phase === 'unpacking' || phase === 'checking') return [detail, ...share].filter(Boolean).join(' · ');
  if (phase === 'retrying') return detail;
  if (doneBytes === 0) return '';
  const of = totalBytes === null ? '' : ` of ${formatBytes(totalBytes)}`;
  const speed = bytesPerSecond === null ? [] : [`${formatBytes(bytesPerSecond)}/s`];
  const left = secondsLeft === null ? [] : [`${formatDuration(secondsLeft * 1000)} left`];
  return [`${formatBytes(doneBytes)}${of}`, ...share, ...speed, ...left].join(' · ');
}

/** E.g. “about 2.10 GB”. */
export function sizeText({ source }: CatalogueDataset): string {
  if (source.kind !== 'download') return 'your own copy';
  if (source.aboutBytes === null) return `not known, at most ${formatBytes(source.limitBytes)} is accepted`;
  return `about ${formatBytes(source.aboutBytes)}`;
}

/** A word for the list; '' for what was never touched. */
export function stateText({ state, source }: CatalogueDataset): string {
  if (source.kind === 'ownArchives') return state === 'installed' ? 'made of your own copy' : 'needs your own copy';
  if (state === 'installed') return 'downloaded';
  return state === 'partial' ? 'partly downloaded' : '';
}
