import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparisonWarnings, groupBySeed, type ComparedRun } from '../../core/pipeline/index.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';

function run(seed: number, metric: string, value: number, samples = 64, ngf = 2): ComparedRun {
  const document = tinyDocument(10, { student: { ngf } });
  const evaluations = [
    { step: 5, role: 'student', metric, value: 99, samples, extractor: '' },
    { step: 10, role: 'wider', metric, value: 77, samples, extractor: '' },
    { step: 10, role: 'student', metric, value, samples, extractor: '' },
  ];
  const seeded = { ...document, name: `run ${seed}`, training: { ...document.training, seed } };
  return { id: String(seed), name: seeded.name, document: seeded, evaluations };
}

test('runs that differ only in seed and name are one group: mean and standard deviation of the latest values', () => {
  const groups = groupBySeed([run(1, 'ssim', 0.5), run(2, 'ssim', 0.7), run(3, 'ssim', 0.9, 64, 4)]);
  assert.deepEqual(
    groups.map(({ seeds }) => seeds),
    [[1, 2], [3]],
  );
  const { mean, spread, runs, samples } = groups[0]!.values['ssim']!;
  assert.ok(Math.abs(mean - 0.6) < 1e-12 && Math.abs(spread - Math.SQRT2 / 10) < 1e-12);
  assert.deepEqual([runs, samples], [2, [64]]);
  assert.equal(groups[1]!.values['ssim']!.spread, 0);
  assert.ok(groups[1]!.cost.macsPaper > groups[0]!.cost.macsPaper);
});

test('a teacher has groups of its own', () => {
  const [group] = groupBySeed([run(1, 'ssim', 0.5)], 'wider');
  assert.equal(group!.values['ssim']!.mean, 77);
});

test('sets of different sizes, and too small ones, are warned of', () => {
  assert.match(comparisonWarnings(groupBySeed([run(1, 'fid', 30), run(2, 'fid', 31, 200)])).join(' '), /different numbers.*64, 200.*at least 2,048/); // prettier-ignore
  assert.deepEqual(comparisonWarnings(groupBySeed([run(1, 'fid', 30, 2048), run(2, 'fid', 31, 2048)])), []);
  assert.deepEqual(comparisonWarnings(groupBySeed([run(1, 'ssim', 1), run(2, 'ssim', 1, 8)])), []);
});
