import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import { Connection } from '../../core/store/connection.ts';
import { openStore } from '../../core/store/index.ts';
import { migrate } from '../../core/store/migrate.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Databases of every released schema version, as SQL; none may ever change or go. */
const RELEASED = [1, 2, 3];

for (const version of RELEASED) {
  test(`a database of schema version ${version} is opened with everything in it`, (context) => {
    const path = join(temporaryFolder(context), 'studio.sqlite');
    const old = new Database(path);
    old.exec(readFileSync(new URL(`../fixtures/store/version-${version}.sql`, import.meta.url), 'utf8'));
    old.close();
    const store = openStore(path);
    context.after(() => store.close());
    const [run] = store.reader.listRuns();
    assert.equal(run?.name, 'Demo: edges → emoji');
    assert.equal(run.state, 'stopped');
    assert.deepEqual(run.tags, ['fixture']);
    assert.equal(store.reader.getRun(run.id).document.student.ngf, 8);
    assert.deepEqual(store.reader.metricSeries(run.id, 'student.ssim').values, [0.9, 0.8, NaN]);
    assert.equal(store.reader.checkpointsOf(run.id)[0]?.purpose, 'final');
    assert.equal(store.reader.evaluationsOf(run.id)[0]?.value, 0.75);
    assert.equal(store.reader.previewsOf(run.id).length, 1);
    assert.equal(store.reader.eventsOf(run.id)[0]?.code, 'loss-spike');
    assert.equal(store.reader.exportsOf(run.id)[0]?.target, 'onnx');
    assert.equal(store.reader.listDatasets()[0]?.settings.kind, 'emoji');
  });
}

test('migrations run in order, once each', (context) => {
  const connection = new Connection(join(temporaryFolder(context), 'a.sqlite'));
  context.after(() => connection.close());
  const steps = ['CREATE TABLE a (x INTEGER) STRICT', 'INSERT INTO a VALUES (1)', 'INSERT INTO a VALUES (2)'];
  migrate(connection, steps.slice(0, 2));
  migrate(connection, steps);
  migrate(connection, steps);
  assert.deepEqual(connection.numbers('SELECT x FROM a ORDER BY x', {}), [[1], [2]]);
  assert.equal(connection.pragma('user_version'), 3);
});

test('a migration that fails leaves the database as it was', (context) => {
  const connection = new Connection(join(temporaryFolder(context), 'a.sqlite'));
  context.after(() => connection.close());
  const first = 'CREATE TABLE a (x INTEGER) STRICT';
  migrate(connection, [first]);
  const broken = "CREATE TABLE b (x INTEGER) STRICT; INSERT INTO a VALUES ('text')";
  assert.throws(() => migrate(connection, [first, broken]));
  assert.equal(connection.pragma('user_version'), 1);
  assert.deepEqual(connection.numbers("SELECT count(*) FROM sqlite_schema WHERE name = 'b'", {}), [[0]]);
});
