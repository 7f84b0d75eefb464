import assert from 'node:assert/strict';
import { test } from 'node:test';
import { BlockExtremes, Extremes } from '../../../renderer/charts/extremes.ts';
import { GrowingColumn } from '../../../renderer/charts/growingColumn.ts';

const VALUES = Float64Array.from({ length: 1000 }, (_, index) => Math.sin(index * 12.9898) * 43758.5453);

function scanned(from: number, end: number) {
  const extremes = new Extremes();
  extremes.scan(VALUES, from, end);
  return extremes;
}

test('collected blocks give the same extremes as looking at every value', () => {
  const blocks = new BlockExtremes();
  blocks.extend(VALUES);
  for (const [from, end] of [
    [0, 1000],
    [3, 70],
    [64, 128],
    [100, 999],
    [10, 20],
    [5, 5],
  ] as const) {
    assert.deepEqual(blocks.between(VALUES, from, end), scanned(from, end));
  }
});

test('a broken value inside a block is found', () => {
  const values = Float64Array.from(VALUES);
  values[300] = NaN;
  const blocks = new BlockExtremes();
  blocks.extend(values);
  assert.equal(blocks.between(values, 10, 990).broken, 300);
});

test('a column that was shortened and grew again forgets its old extremes', () => {
  const column = new GrowingColumn();
  for (let index = 0; index < 200; index += 1) column.push(index === 150 ? 1e9 : index);
  column.view();
  column.shorten(100);
  for (let index = 100; index < 300; index += 1) column.push(index);
  const values = column.view();
  assert.equal(column.blocks.between(values, 0, 300).highest, 299);
});
