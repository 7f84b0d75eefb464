/** The store: runs and all they leave, in SQLite. docs/storage.md describes the tables. */
export { databasePath, defaultDataDirectory, runDirectory } from './dataDirectory.ts';
export type { NewDataset } from './datasets.ts';
export { downsample } from './downsample.ts';
export { openStore } from './openStore.ts';
export type { Store, StoreOptions, StoreReader, StoreWriter } from './openStore.ts';
export type { RunFilter } from './readRuns.ts';
export type { PreviewKey, SeriesOptions } from './readSeries.ts';
export { recordMessage } from './recordMessage.ts';
export type { RemoteJob } from './remoteJobs.ts';
export type { RunRecord, RunSummary } from './runRecord.ts';
export type { CheckpointRecord, EvaluationRecord, EventRecord, PreviewInfo } from '../protocol/index.ts';
export type { DatasetRecord, ExportRecord, MetricSeries } from './seriesRecords.ts';
export { setDatabaseAside } from './setAside.ts';
export { keepReserve, withReserve } from './spaceReserve.ts';
export { StoreError } from './storeError.ts';
export type { NewSweep, NewSweepRun, SweepRecord } from './sweeps.ts';
export type { NewRun, RunEnd, RunProgress } from './writeRuns.ts';
export type { NewEvent, NewExport } from './writeSeries.ts';
