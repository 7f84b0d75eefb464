/** Jobs about datasets. */
import sharp from 'sharp';
import { DataError } from '../../core/data/dataError.ts';
import { datasetIdOf } from '../../core/data/datasetId.ts';
import { addressToFetch, withAbsoluteFolders } from '../../core/data/fetched/datasetFolders.ts';
import { decodePair } from '../../core/data/decodePair.ts';
import type { DatasetReport as CoreReport } from '../../core/data/datasetReport.ts';
import { countBySplit } from '../../core/data/datasetReport.ts';
import { licenseOf, readInstallRecord } from '../../core/data/install/installRecord.ts';
import { openSource } from '../../core/data/openSource.ts';
import type { DatasetLicense, PairListing, PairSource } from '../../core/data/pairSource.ts';
import { zipSides } from '../../core/data/pairSource.ts';
import { planSplit, writeSplit, type PlannedSplit } from '../../core/data/splitting/makeSplit.ts';
import { spreadSamples } from '../../core/data/spreadSamples.ts';
import { validateDataset } from '../../core/data/validateDataset.ts';
import type { DatasetSettings } from '../../core/pipeline/index.ts';
import type { DatasetDescription, DatasetReport } from '../../core/protocol/studio/datasets.ts';
import { stoppable } from './stoppable.ts';
import { splitWork } from './workNames.ts';

/** Which dataset: its settings, and the folder that relative paths in them are relative to. */
export interface DatasetPlace {
  readonly settings: DatasetSettings;
  readonly directory: string;
}

interface OpenDataset {
  readonly datasetId: string;
  readonly settings: DatasetSettings;
  readonly source: PairSource;
}

const SAMPLES_SHOWN = 24;
const DERIVED_PIXELS = 256;

export async function describe(place: DatasetPlace): Promise<DatasetDescription> {
  const { datasetId, settings, source } = open(place);
  const { samples, notices } = await listing(datasetId, source);
  const has = (code: string): boolean => notices.some((notice) => notice.code === code);
  const license = source.license ?? (await installedLicense(settings));
  return {
    datasetId,
    kind: source.kind,
    name: source.name,
    settings,
    license: license ? { name: license.name, url: license.url ?? null, attribution: license.attribution } : null,
    pairs: countBySplit(samples),
    dividedBy: has('split-file-used') ? 'file' : has('no-validation-folder') ? 'names' : 'folders',
    samples: spreadSamples(zipSides(samples), SAMPLES_SHOWN).map(({ id, split }) => ({ sampleId: id, split })),
  };
}

/** Opens every file; reports `{done, total}`. */
export async function validate(
  { cropSize, ...place }: DatasetPlace & { readonly cropSize: number },
  report: (progress: { done: number; total: number }) => void,
): Promise<DatasetReport> {
  const { datasetId, source } = open(place);
  listings.delete(datasetId);
  const onProgress = (done: number, total: number): void => report({ done, total });
  return studioReport(datasetId, (await validateDataset(source, { cropSize, onProgress })).report);
}

/** The terms that came with a dataset of the catalogue. */
async function installedLicense(settings: DatasetSettings): Promise<DatasetLicense | undefined> {
  const record = 'folder' in settings ? await readInstallRecord(settings.folder) : undefined;
  return record && licenseOf(record);
}

export async function countTrainingPairs(place: DatasetPlace): Promise<number> {
  const { datasetId, source } = open(place);
  return countBySplit((await listing(datasetId, source)).samples).train;
}

export interface PictureRequest {
  readonly settings: DatasetSettings;
  readonly sampleId: string;
  readonly side: 'a' | 'b';
  readonly sizePixels: number;
}

/** The picture as a PNG file, fitted into a square of `sizePixels`; undefined if the dataset has no such sample. */
export async function picture(request: PictureRequest): Promise<Uint8Array | undefined> {
  const { sizePixels } = request;
  const { datasetId, source } = open({ settings: request.settings, directory: '/' });
  const sample = zipSides((await listing(datasetId, source)).samples).find(({ id }) => id === request.sampleId);
  if (!sample) return undefined;
  // Inputs are made from photographs about as large as in training, so that they look as they do there.
  const decodedPixels = sample.pictures.layout === 'derived' ? Math.max(sizePixels, DERIVED_PIXELS) : sizePixels;
  const pair = await decodePair(sample.pictures, decodedPixels);
  const { width, height, channels, data } = request.side === 'a' ? pair.input : pair.target;
  return await sharp(data, { raw: { width, height, channels } })
    .resize(sizePixels, sizePixels, { fit: 'inside', withoutEnlargement: true })
    .png()
    .toBuffer();
}

/** Writes nothing; undefined if it was stopped, by its name (`splitWork`). */
export async function planDatasetSplit(
  { settings, validation, test }: { readonly settings: DatasetSettings; readonly validation: number; readonly test: number }, // prettier-ignore
  report: (progress: { done: number; total: number }) => void,
): Promise<PlannedSplit | undefined> {
  const onProgress = (done: number, total: number): void => report({ done, total });
  return await stoppable(splitWork(datasetIdOf(settings)), (signal) =>
    planSplit(settings, { validation, test, onProgress, signal }),
  );
}

export async function writeDatasetSplit(
  { settings, planned }: { readonly settings: DatasetSettings; readonly planned: PlannedSplit }, // prettier-ignore
): Promise<void> {
  await writeSplit(planned);
  listings.delete(datasetIdOf(settings));
}

function open({ settings, directory }: DatasetPlace): OpenDataset {
  const address = addressToFetch(settings);
  if (address) throw new DataError('not-fetched', `The dataset ${address.url} is not on this machine yet. A run fetches it at its start, once for each machine; then its pictures are shown here.`); // prettier-ignore
  const absolute = withAbsoluteFolders(settings, directory);
  return { datasetId: datasetIdOf(absolute), settings: absolute, source: openSource(absolute) };
}

/** Listings of the datasets looked at last: a page asks for many pictures of one dataset. */
const listings = new Map<string, { readonly listing: Promise<PairListing>; readonly listedMs: number }>();
const LISTING_KEPT_MS = 60_000;

function listing(datasetId: string, source: PairSource): Promise<PairListing> {
  const known = listings.get(datasetId);
  if (known && Date.now() - known.listedMs < LISTING_KEPT_MS) return known.listing;
  const fresh = source.list();
  listings.set(datasetId, { listing: fresh, listedMs: Date.now() });
  fresh.catch(() => listings.delete(datasetId));
  return fresh;
}

/** A report as the window gets it. */
export function studioReport(datasetId: string, report: CoreReport): DatasetReport {
  const { name, foundPairs, usablePairs, excludedIds, problems, smallest, largest, elapsedMs } = report;
  return {
    datasetId,
    name,
    foundPairs,
    usablePairs,
    excludedPairs: excludedIds.length,
    problems: problems.map(({ places, ...group }) => ({
      ...group,
      places: places.map(({ file, detail }) => ({ file, detail: detail ?? null })),
    })),
    smallest: smallest ?? null,
    largest: largest ?? null,
    elapsedMs,
  };
}
