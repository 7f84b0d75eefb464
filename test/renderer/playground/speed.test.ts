import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatMilliseconds, formatRate } from '../../../renderer/format/speed.ts';
import { LatestWins } from '../../../renderer/playground/latestWins.ts';
import { SpeedMeter } from '../../../renderer/playground/speed.ts';

test('the frame rate counts a stream of answers; single ones give none, and a pause does not lower it', () => {
  const meter = new SpeedMeter();
  assert.equal(meter.add(8, 0, 64 * 64).framesPerSecond, undefined);
  assert.equal(meter.add(8, 50, 64 * 64).framesPerSecond, undefined);
  assert.equal(meter.add(8, 100, 64 * 64).framesPerSecond, 20);
  assert.equal(meter.add(80, 60_000, 64 * 64).framesPerSecond, 20);
  assert.equal(meter.add(9, 60_040, 64 * 64).latencyMs, 8);
});

test('times read as a person says them', () => {
  assert.deepEqual([formatMilliseconds(3.14), formatMilliseconds(41.6)], ['3.1 ms', '42 ms']);
  assert.equal(formatRate({ latencyMs: 12.2, framesPerSecond: 57.6 }), '12 ms · 58 per s');
  assert.equal(formatRate({ latencyMs: 12.2, framesPerSecond: undefined }), '12 ms');
});

test('while one question is answered only the latest of the others waits', async () => {
  const asked: number[] = [];
  const gates: (() => void)[] = [];
  const questions = new LatestWins<number>((question) => {
    asked.push(question);
    return new Promise((resolve) => gates.push(resolve));
  });
  const all = questions.put(1);
  void questions.put(2);
  void questions.put(3);
  assert.deepEqual(asked, [1]);
  gates[0]!();
  await Promise.resolve();
  await Promise.resolve();
  assert.deepEqual(asked, [1, 3]);
  gates[1]!();
  await all;
  void questions.put(4);
  assert.deepEqual(asked, [1, 3, 4]);
});

test('a picture of another size is not told by what the sizes before it took', () => {
  const meter = new SpeedMeter();
  for (let nowMs = 0; nowMs < 500; nowMs += 50) meter.add(8, nowMs, 64 * 64);
  assert.deepEqual(meter.add(500, 1000, 512 * 512), { latencyMs: 500, framesPerSecond: undefined });
});
