import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { InstallProgress } from '../../../core/protocol/studio/catalogue.ts';
import { progressNumbers } from '../../../renderer/datasets/installWords.ts';

const RECEIVING: InstallProgress = {
  phase: 'receiving',
  fraction: 0.06,
  doneBytes: 120e6,
  totalBytes: 2e9,
  bytesPerSecond: 4.2e6,
  secondsLeft: 448,
  detail: '',
};

test('a download tells how much, how fast and how long; what is not known is left out', () => {
  assert.equal(progressNumbers(RECEIVING), '120 MB of 2.00 GB · 6 % · 4.20 MB/s · 7 min 28 s left');
  const unknown = { ...RECEIVING, fraction: null, totalBytes: null, bytesPerSecond: null, secondsLeft: null };
  assert.equal(progressNumbers(unknown), '120 MB');
});

test('later phases tell what is done, and a broken connection why', () => {
  assert.equal(progressNumbers({ ...RECEIVING, phase: 'unpacking', detail: '412 files' }), '412 files · 6 %');
  assert.equal(progressNumbers({ ...RECEIVING, phase: 'retrying', detail: 'It broke off.' }), 'It broke off.');
});
