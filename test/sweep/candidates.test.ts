import assert from 'node:assert/strict';
import { test } from 'node:test';
import { candidatesOf } from '../../core/sweep/candidates.ts';
import { parseSweep, type SweepDocument } from '../../core/pipeline/sweepDocument.ts';

function sweep(input: Record<string, unknown>): SweepDocument {
  const parsed = parseSweep({ version: 1, ...input });
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.problems.join('\n'));
  return parsed.document;
}

const WIDTHS = { path: 'student.ngf', values: [4, 8] };

test('a grid makes every combination, once a seed, and names each by its settings', () => {
  const axes = [WIDTHS, { path: 'losses.ssimWeight', values: [0, 10, 20] }];
  const { candidates } = candidatesOf(sweep({ name: 'Grid', search: { kind: 'grid', axes }, seeds: [1, 2] }));
  assert.equal(candidates.length, 6);
  const [first] = candidates;
  assert.equal(first!.label, 'student.ngf 4, losses.ssimWeight 0');
  assert.deepEqual(
    first!.documents.map(({ training, name }) => [training.seed, name]),
    [
      [1, 'Grid: student.ngf 4, losses.ssimWeight 0, seed 1'],
      [2, 'Grid: student.ngf 4, losses.ssimWeight 0, seed 2'],
    ],
  );
  assert.ok(candidates[0]!.student.cost.macsPaper < candidates[3]!.student.cost.macsPaper);
});

test('null takes a teacher away, and what cannot run is refused with the reason', () => {
  const settings = [{ 'teachers.deeper': null }, { 'student.ngf': 0 }, { 'student.width': 3 }];
  const { candidates, refused } = candidatesOf(sweep({ search: { kind: 'list', settings } }));
  assert.equal(candidates.length, 1);
  assert.equal(candidates[0]!.documents[0]!.teachers.deeper, undefined);
  assert.ok(candidates[0]!.documents[0]!.teachers.wider);
  assert.match(refused[0]!.reason, /student\.ngf/);
  assert.match(refused[1]!.reason, /student\.width/);
});

test('a budget refuses students that cost more', () => {
  const search = { kind: 'grid', axes: [{ path: 'student.ngf', values: [4, 64] }] };
  const { candidates, refused } = candidatesOf(sweep({ search, budget: { maximumMacs: 1e9 } }));
  assert.deepEqual(candidates.map(({ settings }) => settings), [{ 'student.ngf': 4 }]); // prettier-ignore
  assert.match(refused[0]!.reason, /over the budget of 1\.00 G/);
});

test('draws stay in their ranges, are the same at every reading, and repeat no combination', () => {
  const axes = [
    { path: 'student.ngf', minimum: 2, maximum: 6, integer: true },
    { path: 'training.learningRate', minimum: 1e-5, maximum: 1e-3, scale: 'log' },
  ];
  const document = sweep({ search: { kind: 'random', axes, count: 40, seed: 5 } });
  const { candidates } = candidatesOf(document);
  assert.deepEqual(candidates, candidatesOf(document).candidates);
  const rates = candidates.map(({ settings }) => Number(settings['training.learningRate']));
  assert.ok(rates.every((rate) => rate >= 1e-5 && rate <= 1e-3));
  const below = rates.filter((rate) => rate < 1e-4).length;
  assert.ok(below > 10 && below < 30, 'half of a log range lies below its geometric middle');
  const widths = candidatesOf(sweep({ search: { kind: 'random', axes: [axes[0]], count: 40 } })).candidates;
  assert.equal(widths.length, 5);
});

test('a base lies over its preset, and a section of another kind replaces the whole section', () => {
  const base = { student: { ngf: 5 }, training: { schedule: { unit: 'epochs', flat: 7 } } };
  const search = { kind: 'list', settings: [{}] };
  const [candidate] = candidatesOf(sweep({ preset: 'demo-edges2emoji', base, search })).candidates;
  const [document] = candidate!.documents;
  assert.equal(document!.student.ngf, 5);
  assert.equal(document!.student.architecture, 'mobile_resnet_9blocks');
  assert.deepEqual(document!.training.schedule, { unit: 'epochs', flat: 7, decay: 100 });
});

test('a sweep that cannot be read says everything that is wrong with it', () => {
  const wrong = parseSweep({ version: 1, name: '', search: { kind: 'grid', axes: [{ path: 'a b', values: [] }] } });
  assert.ok(!wrong.ok);
  assert.equal(wrong.problems.length, 3);
  const axes = [{ path: 'student.ngf', minimum: 0, maximum: 5, scale: 'log' }];
  const range = parseSweep({ version: 1, search: { kind: 'random', axes, count: 2 } });
  assert.deepEqual(range, {
    ok: false,
    problems: ['search: student.ngf goes from 0 to 5; on a log scale both must be above 0.'],
  });
  const far = sweep({ search: { kind: 'grid', axes: ['a', 'b', 'c', 'd'].map((path) => ({ path, values: Array.from({ length: 20 }, (_, index) => index) })) } }); // prettier-ignore
  assert.throws(() => candidatesOf(far), /160000 runs; at most 10000/);
});
