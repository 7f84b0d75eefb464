import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as format from '../../../renderer/format/numbers.ts';

test('MACs are told in giga with the digits that matter', () => {
  assert.equal(format.formatGiga(18_300_000_000), '18.3 G');
  assert.equal(format.formatGiga(439_000_000), '0.44 G');
});

test('counts and bytes get the unit that fits', () => {
  assert.equal(format.formatCount(6154), '6,154');
  assert.equal(format.formatCount(1_137_000), '1.14 M');
  assert.equal(format.formatBytes(160_000), '0.16 MB');
  assert.equal(format.formatBytes(4_200), '4.20 kB');
});

test('times are told in their two largest units', () => {
  const minute = 60_000;
  assert.equal(format.formatDuration(38 * minute), '38 min');
  assert.equal(format.formatDuration(125 * minute), '2 h 05 min');
  assert.equal(format.formatDuration(76 * 60 * minute), '3 d 4 h');
  assert.equal(format.formatDuration(9 * 24 * 60 * minute), '9 days');
  assert.equal(format.formatDuration(150 * 24 * 60 * minute), '5 months');
});

test('ratios and shares are rounded as people say them', () => {
  assert.equal(format.formatRatio(41.3), '41×');
  assert.equal(format.formatRatio(4.13), '4.1×');
  assert.equal(format.formatSaving(13.2), '13× fewer');
  assert.equal(format.formatSaving(0.5), '2.0× more');
  assert.equal(format.formatTimesFewer(13.2), '13×');
  assert.equal(format.formatTimesFewer(0.04), '25× more');
  assert.equal(format.formatPercent(0.423), '42 %');
  assert.equal(format.formatPercent(0.004), '< 1 %');
});
