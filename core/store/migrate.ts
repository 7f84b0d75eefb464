/** Brings a database to the present schema: one transaction a version, so that a failed one leaves the file as it was. */
import type { Connection } from './connection.ts';
import { INITIAL } from './migrations/001-initial.ts';
import { SWEEPS } from './migrations/002-sweeps.ts';
import { EVALUATION_DETAILS } from './migrations/003-evaluation-details.ts';
import { COMPUTE_TARGETS } from './migrations/004-compute-targets.ts';
import { EVALUATION_DEFINITIONS } from './migrations/005-evaluation-definitions.ts';
import { databaseError } from './storeError.ts';

/** The SQL that leads from version n to n + 1 is at index n. Released ones never change. */
const MIGRATIONS: readonly string[] = [INITIAL, SWEEPS, EVALUATION_DETAILS, COMPUTE_TARGETS, EVALUATION_DEFINITIONS];

/** "OMGD" in ASCII, in the header of the file: tells our databases from those of other programs. */
const APPLICATION_ID = 0x4f_4d_47_44;

/** Throws a StoreError for a database of a newer studio or of another program; both are left untouched. */
export function migrate(connection: Connection, migrations = MIGRATIONS): void {
  while (versionOf(connection) < migrations.length) {
    // Another process may be migrating as well: look again once the lock is ours.
    connection.transaction(() => {
      const version = versionOf(connection);
      const sql = migrations[version];
      if (sql !== undefined) apply(connection, version, sql);
    });
  }
  const version = versionOf(connection);
  if (version > migrations.length) {
    const reason = `its schema has version ${version}, and this program knows up to ${migrations.length}`;
    throw databaseError('database-newer', connection.path, reason);
  }
}

function apply(connection: Connection, version: number, sql: string): void {
  if (version === 0) refuseForeign(connection);
  connection.script(sql);
  connection.pragma(`application_id = ${APPLICATION_ID}`);
  connection.pragma(`user_version = ${version + 1}`);
}

function refuseForeign(connection: Connection): void {
  const tables = connection.numbers('SELECT count(*) FROM sqlite_schema', {})[0]?.[0];
  if (tables === 0) return;
  throw databaseError('database-foreign', connection.path, 'it holds tables, but not ours');
}

function versionOf(connection: Connection): number {
  // In this order: both are set by one transaction of perhaps another process, which may end between the two lines.
  const version = Number(connection.pragma('user_version'));
  const applicationId = Number(connection.pragma('application_id'));
  if (applicationId === APPLICATION_ID || version === 0) return version;
  throw databaseError('database-foreign', connection.path, 'its header names another program');
}
