import assert from 'node:assert/strict';
import { copyFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import type { ErrorCode } from '../../core/protocol/index.ts';
import { Connection } from '../../core/store/connection.ts';
import { StoreError, openStore, setDatabaseAside } from '../../core/store/index.ts';
import { createSeriesWriter } from '../../core/store/writeSeries.ts';
import { temporaryFolder } from './temporaryFolder.ts';
import { pointAt, storeWithRun } from './temporaryStore.ts';

function refusesWith(code: ErrorCode, message: RegExp) {
  return (error: unknown) => error instanceof StoreError && error.code === code && message.test(error.message);
}

test('a file that is no database is refused, left as it is, and can be set aside', (context) => {
  const path = join(temporaryFolder(context), 'studio.sqlite');
  writeFileSync(path, 'not a database at all, '.repeat(100));
  const before = readFileSync(path);
  assert.throws(() => openStore(path), refusesWith('database-damaged', /studio\.sqlite.*Put back a backup/));
  assert.deepEqual(readFileSync(path), before);
  const aside = setDatabaseAside(path);
  assert.deepEqual(readFileSync(aside), before);
  openStore(path).close();
});

test('damage in the middle of the file is explained when it is met', (context) => {
  const { store, runId, reopen } = storeWithRun(context);
  const points = Array.from({ length: 5000 }, (_, step) => pointAt(step, { loss: step }));
  store.writer.appendMetrics(runId, points);
  const { path } = store;
  reopen().close();
  const bytes = readFileSync(path);
  bytes.fill(0xa5, bytes.length / 2);
  writeFileSync(path, bytes);
  const read = () => {
    const damaged = openStore(path);
    try {
      damaged.reader.metricSeries(runId, 'loss');
    } finally {
      damaged.close();
    }
  };
  assert.throws(read, refusesWith('database-damaged', /Checkpoints and weights lie beside it/));
});

test('a backup, taken while the store is open, can be put back', async (context) => {
  const { store, runId } = storeWithRun(context);
  store.writer.appendMetrics(runId, [pointAt(1, { a: 1 })]);
  const folder = temporaryFolder(context);
  await store.backup(join(folder, 'copy.sqlite'));
  copyFileSync(join(folder, 'copy.sqlite'), join(folder, 'studio.sqlite'));
  const restored = openStore(join(folder, 'studio.sqlite'));
  assert.deepEqual(restored.reader.latestMetrics(runId), { a: 1 });
  restored.close();
  assert.ok(!existsSync(join(folder, 'copy.sqlite.part')));
});

test('a database of a newer studio is refused kindly and left as it is', (context) => {
  const { store, reopen } = storeWithRun(context);
  const { path } = store;
  reopen().close();
  const other = new Database(path);
  other.pragma('user_version = 12');
  other.close();
  const before = readFileSync(path);
  assert.throws(
    () => openStore(path),
    refusesWith('database-newer', /version 12.*knows up to \d+.*Update OMGD Studio/),
  );
  assert.deepEqual(readFileSync(path), before);
});

test('the database of another program is refused and left as it is', (context) => {
  const path = join(temporaryFolder(context), 'studio.sqlite');
  const other = new Database(path);
  other.exec('CREATE TABLE songs (title TEXT)');
  assert.throws(() => openStore(path), refusesWith('database-foreign', /belongs to another program/));
  assert.deepEqual(other.prepare('SELECT name FROM sqlite_schema').pluck().all(), ['songs']);
  other.pragma('user_version = 3');
  other.close();
  assert.throws(() => openStore(path), refusesWith('database-foreign', /header names another program/));
});

test('a place that cannot hold a database is named', (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, 'file'), '');
  assert.throws(() => openStore(join(folder, 'file', 'studio.sqlite')), refusesWith('database-unwritable', /file/));
  assert.throws(() => openStore(folder), refusesWith('database-unwritable', /cannot be read or written/));
});

test('a full disk is reported, and what was there before stays', (context) => {
  const { store, runId } = storeWithRun(context);
  store.writer.appendMetrics(runId, [pointAt(0, { loss: 0 })]);
  const full = new Connection(store.path);
  context.after(() => full.close());
  // SQLite answers to a limit on its pages just as to a full disk.
  full.pragma(`max_page_count = ${Number(full.pragma('page_count'))}`);
  const points = Array.from({ length: 5000 }, (_, step) => pointAt(step, { loss: 1 }));
  const write = () => createSeriesWriter(full).appendMetrics(runId, points);
  assert.throws(write, refusesWith('disk-full', /Free some space/));
  assert.deepEqual(store.reader.metricSeries(runId, 'loss').values, [0]);
});

test('a database that stays locked is reported as busy', (context) => {
  const { store, runId } = storeWithRun(context);
  const other = new Database(store.path);
  context.after(() => other.close());
  other.exec('BEGIN IMMEDIATE');
  const impatient = new Connection(store.path);
  context.after(() => impatient.close());
  impatient.pragma('busy_timeout = 50');
  const write = () => createSeriesWriter(impatient).appendMetrics(runId, [pointAt(1, { a: 1 })]);
  assert.throws(write, refusesWith('database-busy', /Try again/));
});
