/** A hundred thousand damaged files for every importer of weights: no crash, no hang, no memory beyond the limit. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { FUZZED_FILES } from '../weights/fuzzedFiles.ts';
import { fuzz } from '../weights/mutate.ts';

const FILES = 100_000;

for (const [what, file] of FUZZED_FILES) {
  test(`${what}: ${FILES} damaged files`, async (context) => {
    const before = process.memoryUsage.rss();
    const result = await fuzz(file(), FILES, 1_000_000);
    const grownMegabytes = Math.round((process.memoryUsage.rss() - before) / 1e6);
    context.diagnostic(`${JSON.stringify(result)}, memory grew by ${grownMegabytes} MB`);
    assert.ok(result.slowestMs < 10_000, `a file took ${result.slowestMs} ms`);
    assert.ok(result.largestRatio <= 4);
    assert.ok(grownMegabytes < 500, `memory grew by ${grownMegabytes} MB`);
  });
}
