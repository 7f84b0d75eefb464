/** Opens the database of the studio: readers and writers apart, one connection for both. */
import { mkdirSync } from 'node:fs';
import { rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createTargetReader, createTargetWriter, type TargetReader, type TargetWriter } from './computeTargets.ts';
import { Connection } from './connection.ts';
import { createDatasetReader, createDatasetWriter, type DatasetReader, type DatasetWriter } from './datasets.ts';
import { migrate } from './migrate.ts';
import {
  createRemoteJobReader,
  createRemoteJobWriter,
  type RemoteJobReader,
  type RemoteJobWriter,
} from './remoteJobs.ts';
import { createRunReader, type RunReader } from './readRuns.ts';
import { createSeriesReader, type SeriesReader } from './readSeries.ts';
import { databaseError } from './storeError.ts';
import { createSweepReader, createSweepWriter, type SweepReader, type SweepWriter } from './sweeps.ts';
import { createRunWriter, type RunWriter } from './writeRuns.ts';
import { createSeriesWriter, type SeriesWriter } from './writeSeries.ts';

export type StoreReader = RunReader & SeriesReader & DatasetReader & SweepReader & TargetReader & RemoteJobReader;
export type StoreWriter = RunWriter & SeriesWriter & DatasetWriter & SweepWriter & TargetWriter & RemoteJobWriter;

export interface Store {
  readonly path: string;
  readonly reader: StoreReader;
  readonly writer: StoreWriter;
  /** Copies the whole database into the file `destination` while it is in use; an older copy there is replaced. */
  backup(destination: string): Promise<void>;
  close(): void;
}

export interface StoreOptions {
  /** A better-sqlite3 built for another Node-API version. Default: the environment variable BETTER_SQLITE3_BINDING. */
  readonly nativeBinding?: string;
}

/**
 * Opens the database at `path`, creating folder and file as needed, and brings its schema up to date.
 * @throws StoreError for a damaged, newer, foreign, busy or unwritable database; the file is left as it was.
 */
export function openStore(path: string, options: StoreOptions = {}): Store {
  makeFolder(path);
  const connection = new Connection(path, options.nativeBinding ?? process.env['BETTER_SQLITE3_BINDING']);
  try {
    prepare(connection);
  } catch (error) {
    connection.close();
    throw error;
  }
  return {
    path,
    reader: {
      ...createRunReader(connection),
      ...createSeriesReader(connection),
      ...createDatasetReader(connection),
      ...createSweepReader(connection),
      ...createTargetReader(connection),
      ...createRemoteJobReader(connection),
    },
    writer: {
      ...createRunWriter(connection),
      ...createSeriesWriter(connection),
      ...createDatasetWriter(connection),
      ...createSweepWriter(connection),
      ...createTargetWriter(connection),
      ...createRemoteJobWriter(connection),
    },
    backup: async (destination) => {
      await connection.backup(`${destination}.part`);
      await rename(`${destination}.part`, destination);
    },
    close: () => connection.close(),
  };
}

function prepare(connection: Connection): void {
  migrate(connection);
  connection.pragma('journal_mode = WAL');
  // With a write-ahead log this can lose the last moments in a power cut, but never damages the file.
  connection.pragma('synchronous = NORMAL');
  connection.pragma('foreign_keys = ON');
}

function makeFolder(path: string): void {
  try {
    mkdirSync(dirname(path), { recursive: true });
  } catch (error) {
    throw databaseError('database-unwritable', path, error instanceof Error ? error.message : String(error), error);
  }
}
