import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  comparisonWarnings,
  groupBySeed,
  mostTelling,
  type ComparedEvaluation,
  type ComparedRun,
} from '../../core/pipeline/index.ts';
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
  assert.deepEqual([runs, samples], [2, 64]);
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

function measured(value: number, changes: Partial<ComparedEvaluation> = {}): ComparedEvaluation {
  return {
    step: 10,
    role: 'student',
    metric: 'ssim',
    value,
    samples: 64,
    details: { split: 'validation' },
    ...changes,
  };
}

test('numbers of other pictures never share a column, nor a mean; of the same, the newest of the last step counts', () => {
  const [first, second] = [run(1, 'ssim', 0), run(2, 'ssim', 0)];
  const more = { samples: 400, details: { split: 'test' } };
  const groups = groupBySeed([
    {
      ...first!,
      evaluations: [measured(0.1), measured(0.5), measured(0.7, more), measured(0.9, { ...more, step: 8 })],
    },
    { ...second!, evaluations: [measured(0.7), measured(0.2, { step: 4, samples: 400 })] },
  ]);
  const columns = Object.entries(groups[0]!.values).map(([key, { mean, runs, samples }]) => [key, mean, runs, samples]);
  assert.deepEqual(columns, [
    ['ssim (validation pictures, n 64)', 0.6, 2, 64],
    ['ssim (test pictures, n 400)', 0.7, 1, 400],
    ['ssim (validation pictures, n 400)', 0.2, 1, 400],
  ]);
  const warnings = comparisonWarnings(groups).join(' ');
  assert.match(
    warnings,
    /different splits \(test, validation\).*“run 1” has SSIM of step 4; its last measured step is 10/,
  );
});

test('one number speaks for a network: held-out pictures before those of the training, more before fewer, then the newest', () => {
  const training = { details: { split: 'train' }, samples: 5000 };
  const all = [
    measured(1),
    measured(2, { samples: 400 }),
    measured(3, { samples: 400 }),
    measured(4),
    measured(5, training),
  ];
  const others = [measured(6, { step: 4 }), measured(7, { role: 'wider', ...training })];
  assert.deepEqual(
    mostTelling([...all, ...others]).map(({ value }) => value),
    [3, 6, 7],
  );
});
