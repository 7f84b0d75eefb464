import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import Database from 'better-sqlite3';
import type { Evaluation, EvaluationRecord } from '../../core/protocol/index.ts';
import { Connection } from '../../core/store/connection.ts';
import { openStore } from '../../core/store/index.ts';
import { migrate } from '../../core/store/migrate.ts';
import { temporaryFolder } from './temporaryFolder.ts';

/** Databases of every released schema version, as SQL; none may ever change or go. */
const RELEASED = [1, 2, 3, 4];

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

test('evaluations of schema version 4 keep their values, and a measurement of other pictures joins them', (context) => {
  const path = join(temporaryFolder(context), 'studio.sqlite');
  const old = new Database(path);
  old.exec(readFileSync(new URL('../fixtures/store/version-4.sql', import.meta.url), 'utf8'));
  old.close();
  const { reader, writer, close } = openStore(path);
  context.after(close);
  const { id } = reader.listRuns()[0]!;
  const before = reader.evaluationsOf(id);
  assert.deepEqual(
    before.map(({ role, metric, value, details }) => [role, metric, value, details?.realSamples ?? null]),
    [
      ['student', 'ssim', 0.75, null],
      ['wider', 'fid', 41.5, 140],
      ['wider', 'ssim', 0.5, null],
    ],
  );
  const [ssim, fid] = before as [EvaluationRecord, EvaluationRecord];
  writer.saveEvaluation(id, { ...evaluationOf(ssim), value: 0.8 });
  writer.saveEvaluation(id, { ...evaluationOf(fid), samples: 100, value: 39 });
  assert.deepEqual(
    reader.evaluationsOf(id).map(({ metric, value, samples }) => [metric, value, samples]),
    [
      ['ssim', 0.8, 64],
      ['fid', 41.5, 64],
      ['fid', 39, 100],
      ['ssim', 0.5, 64],
    ],
  );
});

/** As an engine would say it. */
function evaluationOf({ extractor, details, value, ...rest }: EvaluationRecord): Evaluation {
  return {
    ...rest,
    value: value ?? NaN,
    ...(extractor === '' ? {} : { extractor }),
    ...(details ? { details } : {}),
  };
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
