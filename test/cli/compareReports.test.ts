import assert from 'node:assert/strict';
import { test } from 'node:test';
import { comparisonCsv, comparisonHtml, comparisonSvg } from '../../core/cli/compare/reports.ts';
import { groupBySeed } from '../../core/pipeline/index.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';

const document = tinyDocument(10);
const groups = groupBySeed([
  {
    id: 'a',
    name: 'Tea, "black" <b>',
    document,
    evaluations: [{ step: 10, role: 'student', metric: 'fid', value: 42.125, samples: 100, extractor: 'inception' }],
  },
]);

test('CSV quotes what needs it and keeps full precision', () => {
  const [head, row] = comparisonCsv(groups).split('\n');
  assert.equal(head, 'name,seeds,macs_paper,macs_exact,parameters,bytes_float32,fid,fid_spread,fid_runs,fid_pictures');
  assert.match(row!, /^"Tea, ""black"" <b>",233,\d+,\d+,\d+,\d+,42\.125,0,1,100$/);
});

test('the plot shows published results hollow and says so; names cannot break it', () => {
  const svg = comparisonSvg(groups, 'fid');
  assert.equal(svg.match(/fill="#0f766e"/g)?.length, 1);
  assert.ok((svg.match(/\(published\)/g)?.length ?? 0) >= 10);
  assert.ok(!svg.includes('<b>'));
  assert.throws(() => comparisonSvg(groups, 'ssim'), /measured with ssim/);
});

test('the report is one file with values, n, meanings, warnings and sources', () => {
  const html = comparisonHtml(groups);
  for (const part of [
    '42.13 (n 100)',
    'Fréchet distance of InceptionV3',
    'at least 2,048',
    'arXiv 2108.06908',
    '<svg',
  ]) {
    assert.ok(html.includes(part), part);
  }
  assert.ok(!/(src|href)=/.test(html));
});
