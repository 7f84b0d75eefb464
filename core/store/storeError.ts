/** Errors of the store as the user should read them: a code of the error table, the file, and what to do. */
import Database from 'better-sqlite3';
import { ERRORS, type ErrorCode } from '../protocol/index.ts';

export class StoreError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'StoreError';
    this.code = code;
  }
}

/** `error` as a StoreError that names the database if SQLite threw it; anything else as it is. */
export function explainSqliteError(error: unknown, path: string): unknown {
  if (!(error instanceof Database.SqliteError)) return error;
  const code = codeOf(error.code);
  return code === undefined ? error : databaseError(code, path, error.message, error);
}

/** The table's sentence and advice for `code`, with the database and the technical reason. */
export function databaseError(code: ErrorCode, path: string, reason: string, cause?: unknown): StoreError {
  const { title, sentence, action } = ERRORS[code];
  return new StoreError(code, `${title}: ${path} (${reason}). ${sentence} ${action}`, cause);
}

function codeOf(sqliteCode: string): ErrorCode | undefined {
  if (/^SQLITE_(CORRUPT|NOTADB)/.test(sqliteCode)) return 'database-damaged';
  // On a full disk the shared-memory file of the write-ahead log cannot grow either.
  if (/^SQLITE_(FULL|IOERR_SHMSIZE)/.test(sqliteCode)) return 'disk-full';
  if (/^SQLITE_(BUSY|LOCKED)/.test(sqliteCode)) return 'database-busy';
  if (/^SQLITE_(READONLY|CANTOPEN|PERM|IOERR)/.test(sqliteCode)) return 'database-unwritable';
  return undefined;
}
