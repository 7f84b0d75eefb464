import assert from 'node:assert/strict';
import { test } from 'node:test';
import { changeSettings, presetById, type PipelineDocument } from '../../../core/pipeline/index.ts';
import { candidatesOf } from '../../../core/sweep/candidates.ts';
import { parseSweep } from '../../../core/pipeline/sweepDocument.ts';
import { axisFields, axisTitle, valueText } from '../../../renderer/sweeps/axisFields.ts';
import { listDocument, sweepDocument, type SweepChoices } from '../../../renderer/sweeps/planDocument.ts';
import { firstRange, firstValues, suggestedValues } from '../../../renderer/sweeps/suggestions.ts';

const DEMO = presetById('demo-edges2emoji').document;
const CHOICES: SweepChoices = {
  name: ' ',
  kind: 'grid',
  axes: [
    { path: 'student.ngf', values: [4, 8], isInteger: true, range: undefined },
    { path: 'losses.ssimWeight', values: [0, 10], isInteger: false, range: { minimum: 1, maximum: 10, scale: 'log' } },
  ],
  seeds: [1, 2],
  count: 5,
  reduction: 3,
  firstSteps: 50,
  metric: 'ssim',
  maximumGigaMacs: undefined,
  maximumParameters: undefined,
};

const fieldAt = (document: PipelineDocument, path: string) =>
  axisFields(document).find((field) => field.path === path)!;

function readSweep(raw: Record<string, unknown>) {
  const parsed = parseSweep(raw);
  assert.ok(parsed.ok, parsed.ok ? '' : parsed.problems.join(' '));
  return parsed.document;
}

test('the width comes first; settings of other methods and of teachers that are not there cannot be varied', () => {
  const paths = axisFields(DEMO).map(({ path }) => path);
  assert.equal(paths[0], 'student.ngf');
  for (const path of [
    'losses.ssimWeight',
    'teachers.deeper',
    'teachers.deeper.ngf',
    'method',
    'training.learningRate',
  ]) {
    assert.ok(paths.includes(path), path);
  }
  for (const path of [
    'losses.cycleWeightA',
    'training.seed',
    'dataset.kind',
    'student.start.kind',
    'version',
    'name',
  ]) {
    assert.ok(!paths.includes(path), path);
  }
  const alone = changeSettings(DEMO, { 'teachers.deeper': undefined });
  assert.ok(alone.ok);
  const left = axisFields(alone.document).map(({ path }) => path);
  assert.ok(!left.includes('teachers.deeper.ngf') && left.includes('teachers.deeper'));
});

test('every suggestion makes a candidate or says why it cannot', () => {
  for (const field of axisFields(DEMO)) {
    const values = suggestedValues(field, DEMO);
    const search = { kind: 'list', settings: values.map((value) => ({ [field.path]: value })) };
    const { candidates, refused } = candidatesOf(readSweep({ ...sweepDocument(CHOICES, DEMO), search }));
    assert.ok(candidates.length > 0, field.path);
    assert.ok(
      refused.every(({ reason }) => reason.length > 10),
      field.path,
    );
  }
});

test('an axis begins with the own value of the pipeline and a neighbour', () => {
  const width = fieldAt(DEMO, 'student.ngf');
  const first = firstValues(width, DEMO);
  assert.equal(first.length, 2);
  assert.ok(first.includes(DEMO.student.ngf));
  assert.deepEqual(firstValues(fieldAt(DEMO, 'teachers.deeper'), DEMO), [DEMO.teachers.deeper, null]);
  assert.deepEqual(firstRange([4, 8]), { minimum: 4, maximum: 8, scale: 'log' });
  assert.equal(firstRange([0, 8]).scale, 'linear');
});

test('each kind of search becomes a document that core/sweep reads', () => {
  const runs = (choices: SweepChoices) => candidatesOf(readSweep(sweepDocument(choices, DEMO))).candidates;
  assert.equal(runs(CHOICES).length, 4);
  assert.equal(runs(CHOICES)[0]!.documents.length, 2);
  assert.ok(runs({ ...CHOICES, kind: 'random' }).length <= 5);
  const drawn = readSweep(sweepDocument({ ...CHOICES, kind: 'halving', maximumGigaMacs: 0.5 }, DEMO));
  assert.deepEqual(drawn.budget, { maximumMacs: 5e8 });
  assert.ok(drawn.search.kind === 'halving' && drawn.search.firstSteps === 50);
  assert.deepEqual(drawn.search.axes[1], {
    path: 'losses.ssimWeight',
    minimum: 1,
    maximum: 10,
    scale: 'log',
    integer: false,
  });
  assert.equal(drawn.name, 'Untitled sweep');
  const picked = readSweep(listDocument({ ...CHOICES, kind: 'list' }, DEMO, [{ 'student.ngf': 4 }]));
  assert.equal(candidatesOf(picked).candidates.length, 1);
});

test('settings and values are called as people know them', () => {
  assert.equal(axisTitle('losses.ssimWeight'), 'λ_SSIM');
  assert.equal(axisTitle('teachers.deeper'), 'Deeper teacher');
  assert.match(axisTitle('student.ngf'), /^Student: /);
  assert.equal(valueText('teachers.deeper', null), 'without');
  assert.equal(valueText('student.ngf', 8), '8');
  assert.equal(valueText('method', 'pix2pix'), 'Student alone (pix2pix)');
});
