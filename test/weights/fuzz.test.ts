/** A short fuzz of every importer; `npm run test:full` does a hundred thousand files each. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fuzz } from './mutate.ts';
import { FUZZED_FILES } from './fuzzedFiles.ts';

for (const [what, file] of FUZZED_FILES) {
  test(`${what}: 500 damaged files are each refused with a sentence or read within their bounds`, async () => {
    const { refused, read, largestRatio } = await fuzz(file(), 500, 7);
    assert.ok(refused > 100 && read > 0, `${refused} refused, ${read} read`);
    assert.ok(largestRatio <= 4, `tensors of ${largestRatio} times the file`);
  });
}
