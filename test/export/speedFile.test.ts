import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { addSpeeds, readSpeeds } from '../../core/export/bench/speedFile.ts';
import { besideStudent, type SpeedRecord } from '../../core/protocol/index.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';

function speed(role: SpeedRecord['role'], medianMs: number, changes: Partial<SpeedRecord> = {}): SpeedRecord {
  const network = { architecture: 'resnet_9blocks', ngf: 2, macsPaper: medianMs * 4, macsExact: medianMs * 2 };
  const condition = { runtime: 'onnxruntime 1', threads: 2, precision: 'float32', sizePixels: 32, runs: 9 };
  return { role, ...network, ...condition, medianMs, p95Ms: medianMs, peakBytes: null, step: 1, atMs: 1, machine: 'm', ...changes }; // prettier-ignore
}

test('a newer time takes the place of the older one of its condition; others stay', async (context) => {
  const folder = temporaryFolder(context);
  assert.deepEqual(await readSpeeds(folder, 'run'), []);
  await addSpeeds(folder, 'run', [speed('student', 5), speed('student', 7, { threads: 1 })]);
  await addSpeeds(folder, 'run', [speed('student', 4), speed('wider', 8)]);
  const kept = await readSpeeds(folder, 'run');
  assert.deepEqual(
    kept.map(({ role, threads, medianMs }) => [role, threads, medianMs]),
    [
      ['student', 2, 4],
      ['student', 1, 7],
      ['wider', 2, 8],
    ],
  );
  assert.equal(besideStudent(kept).find(({ role }) => role === 'wider')!.timesMedian, 2);
});

test('a file of another version is as good as none', async (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, 'runs', 'run'), { recursive: true });
  writeFileSync(join(folder, 'runs', 'run', 'speed.json'), '{"version":2}');
  assert.deepEqual(await readSpeeds(folder, 'run'), []);
});

test('without a student under the same condition there is nothing to stand beside', () => {
  assert.deepEqual(besideStudent([speed('wider', 8), speed('student', 4, { sizePixels: 64 })]).map(({ role }) => role), ['student']); // prettier-ignore
});
