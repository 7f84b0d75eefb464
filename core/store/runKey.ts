/** From the id of a run, which the world knows, to its key, which the tables know. */
import { z } from 'zod';
import type { Connection } from './connection.ts';
import { StoreError } from './storeError.ts';

const KeySchema = z.object({ key: z.number() });

/** Throws a StoreError `run-missing` if there is no such run. */
export function runKeyOf(connection: Connection, runId: string): number {
  const row = connection.get(KeySchema, 'SELECT key FROM runs WHERE id = @runId', { runId });
  if (row) return row.key;
  throw new StoreError(
    'run-missing',
    `There is no run with the id ${runId}. "omgd-studio runs" lists those that exist.`,
  );
}
