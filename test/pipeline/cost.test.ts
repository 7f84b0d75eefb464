import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pipelineCost, presetById } from '../../core/pipeline/index.ts';

test('the paper’s resnet student costs what the paper’s table says', () => {
  const rows = pipelineCost(presetById('paper-resnet-edges2shoes-16').document);
  assert.deepEqual(
    rows.map(({ role }) => role),
    ['wider', 'deeper', 'student'],
  );
  const [wider, , student] = rows;
  assert.equal((student!.cost.macsPaper / 1e9).toFixed(3), '1.408');
  assert.equal((student!.cost.macsExact / 1e9).toFixed(3), '0.955');
  assert.equal((student!.cost.parameters / 1e6).toFixed(3), '0.137');
  assert.equal(wider!.timesStudent.macsPaper.toFixed(1), '13.0');
  assert.equal(student!.timesStudent.macsPaper, 1);
});

test('the demo’s student has at least ten times fewer MACs than its wider teacher', () => {
  const [wider] = pipelineCost(presetById('demo-edges2emoji').document);
  assert.ok(wider!.timesStudent.macsPaper >= 10);
});

test('the cost can be asked at another picture size, as a table of the paper wants it', () => {
  const { document } = presetById('demo-edges2emoji');
  const at = (side: number) => pipelineCost(document, side).at(-1)!.cost.macsPaper;
  assert.equal(at(256) / at(64), 16);
});
