import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { FeatureSet } from '../../../core/metrics/sets/featureSet.ts';
import { readStatistics, writeStatistics } from '../../../core/metrics/sets/statisticsFile.ts';
import { float64Algebra } from '../../../core/ops/native/float64.ts';
import { tf, wave } from '../../fixtures/tensorflow.ts';
import { temporaryFolder } from '../../store/temporaryFolder.ts';

test('a summary comes back from disk bit for bit; where none was written there is none', async (context) => {
  const path = join(temporaryFolder(context), 'statistics', 'a.safetensors');
  assert.equal(await readStatistics(path), undefined);
  for (const pictures of [3, 20]) {
    const set = new FeatureSet(float64Algebra(tf), 6);
    set.add(wave([pictures, 6]));
    const summary = set.summary();
    await writeStatistics(path, summary);
    assert.deepEqual(await readStatistics(path), summary);
  }
});
