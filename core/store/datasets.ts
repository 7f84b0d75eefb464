/** Datasets that a person has added to the studio. */
import type { DatasetSettings } from '../pipeline/index.ts';
import type { Connection } from './connection.ts';
import type { JsonObject } from './jsonColumn.ts';
import { DatasetRecordSchema, type DatasetRecord } from './seriesRecords.ts';

export interface NewDataset {
  readonly id: string;
  readonly name: string;
  readonly settings: DatasetSettings;
  /** Counts, sizes, licence, problems: what the datasets page shows. */
  readonly summary: JsonObject;
}

export interface DatasetReader {
  /** By name. */
  listDatasets(): DatasetRecord[];
}

export interface DatasetWriter {
  saveDataset(dataset: NewDataset): void;
  removeDataset(id: string): void;
}

export function createDatasetReader(connection: Connection): DatasetReader {
  const sql = 'SELECT id, name, settings, summary, added_ms AS addedMs FROM datasets ORDER BY name, id';
  return { listDatasets: () => connection.all(DatasetRecordSchema, sql) };
}

export function createDatasetWriter(connection: Connection): DatasetWriter {
  return {
    saveDataset: ({ id, name, settings, summary }) => {
      const sql = `INSERT INTO datasets (id, name, settings, summary, added_ms)
        VALUES (@id, @name, @settings, @summary, @nowMs)
        ON CONFLICT (id) DO UPDATE SET name = @name, settings = @settings, summary = @summary`;
      const json = { settings: JSON.stringify(settings), summary: JSON.stringify(summary) };
      connection.run(sql, { id, name, ...json, nowMs: Date.now() });
    },
    removeDataset: (id) => void connection.run('DELETE FROM datasets WHERE id = @id', { id }),
  };
}
