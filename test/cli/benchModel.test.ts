/** Teachers and student of a real run, measured from the command line. */
import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { quantile, summarize } from '../../core/export/latency.ts';
import { quickPipeline } from '../fixtures/tinyPipeline.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';
import { run } from './commandLine.ts';

test('every generator is measured in both runtimes at every size, with its MACs beside its time', async (context) => {
  const folder = temporaryFolder(context);
  const pipeline = join(folder, 'pipeline.json');
  writeFileSync(pipeline, JSON.stringify(quickPipeline(2)));
  assert.equal((await run(folder, 'run', pipeline, '--json')).code, 0);

  const measured = await run(folder, 'bench-model', 'latest', '--sizes', '32,64', '--runs', '3', '--threads', '1', '--json'); // prettier-ignore
  assert.equal(measured.code, 0, measured.stderr);
  const rows = JSON.parse(measured.stdout.split('\n').find((line) => line.startsWith('['))!) as Record<string, number | string>[]; // prettier-ignore
  const roles = new Set(rows.map(({ role }) => role));
  assert.equal(rows.length, roles.size * 2 * 2);
  for (const row of rows) {
    assert.match(String(row['runtime']), /^(onnxruntime|TensorFlow\.js) \d/);
    assert.ok(Number(row['medianMs']) > 0 && Number(row['p95Ms']) >= Number(row['medianMs']));
    assert.ok(Number(row['peakBytes']) > 30e6, 'a whole process with a runtime');
  }
  const student = rows.filter(({ role }) => role === 'student');
  assert.ok(student.every((row) => row['timesMacsPaper'] === 1 && row['timesMedian'] === 1));
  assert.equal(Number(student[1]!['macsPaper']) / Number(student[0]!['macsPaper']), 4);
  assert.ok(rows.some((row) => row['role'] !== 'student' && row['timesMacsPaper'] !== row['timesMacsExact']));

  const odd = await run(folder, 'bench-model', 'latest', '--sizes', '30');
  assert.equal(odd.code, 1);
  assert.match(odd.stderr, /multiples of 4, not 30/);
});

test('the 95th percentile of few runs is the slowest of them', () => {
  const values = [3, 1, 2];
  assert.equal(quantile(values, 0.5), 2);
  assert.equal(quantile(values, 0), 1);
  assert.deepEqual(values, [3, 1, 2]);
  assert.ok(Number.isNaN(quantile([], 0.5)));
  assert.deepEqual(summarize([5, 1, 9]), { medianMs: 5, p95Ms: 9, runs: 3 });
  assert.equal(quantile(Array.from({ length: 100 }, (_, index) => index + 1), 0.95), 95); // prettier-ignore
});
