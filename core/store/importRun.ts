/** Takes in a run that another machine has made: its row as it was there, and its log. */
import type { PipelineDocument } from '../pipeline/index.ts';
import type { EventRecord, RunInfo } from '../protocol/index.ts';
import type { Connection } from './connection.ts';
import { runKeyOf } from './runKey.ts';
import { StoreError } from './storeError.ts';

export interface ImportedRun {
  readonly info: RunInfo;
  readonly document: PipelineDocument;
  /** What relative paths in the document are relative to here; absolute. */
  readonly documentDirectory: string;
  readonly events: readonly EventRecord[];
}

const RUN = `INSERT OR IGNORE INTO runs (id, name, state, document, document_directory, seed, versions, device, created_ms,
    started_ms, ended_ms, end_code, end_message, step, total_steps, epoch, trained_ms, notes, tags)
  VALUES (@id, @name, @state, @document, @documentDirectory, @seed, @versions, @device, @createdMs,
    @startedMs, @endedMs, @endCode, @endMessage, @step, @totalSteps, @epoch, @trainedMs, @notes, @tags)`;
const EVENT = `INSERT OR IGNORE INTO events (id, run_key, at_ms, level, code, step, message)
  VALUES (@id, @runKey, @atMs, @level, @code, @step, @message)`;

/** Throws `run-busy` if the store has a run of this id, also a deleted one. */
export function importRun(connection: Connection, { info, document, documentDirectory, events }: ImportedRun): void {
  const { deletedMs, ...columns } = info;
  if (deletedMs !== null)
    throw new StoreError('run-missing', `The run "${info.name}" was deleted where it comes from.`);
  connection.transaction(() => {
    const row = {
      ...columns,
      document: JSON.stringify(document),
      documentDirectory,
      versions: JSON.stringify(info.versions),
      tags: JSON.stringify(info.tags),
    };
    if (connection.run(RUN, row) === 0) {
      throw new StoreError('run-busy', `The run "${info.name}" (${info.id}) is in this history already. Delete it for good first, or use the one that is there.`); // prettier-ignore
    }
    const runKey = runKeyOf(connection, info.id);
    for (const event of events) connection.run(EVENT, { runKey, ...event });
  });
}
