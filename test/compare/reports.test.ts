import assert from 'node:assert/strict';
import { test } from 'node:test';
import { qualityColumns } from '../../core/compare/columns.ts';
import { costAxes } from '../../core/compare/costAxes.ts';
import { comparisonCsv } from '../../core/compare/csv.ts';
import { comparisonHtml } from '../../core/compare/html.ts';
import { measuredDots, publishedDots } from '../../core/compare/plotDots.ts';
import { comparisonSvg } from '../../core/compare/svg.ts';
import { groupBySeed, type ComparedRun } from '../../core/pipeline/index.ts';
import type { SpeedRecord } from '../../core/protocol/index.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';

const document = tinyDocument(10);
const TEA: ComparedRun = {
  id: 'a',
  name: 'Tea, "black" <b>',
  document,
  evaluations: [{ step: 10, role: 'student', metric: 'fid', value: 42.125, samples: 100, extractor: 'inception' }],
};
const groups = groupBySeed([TEA]);
const [fid] = qualityColumns(groups) as [ReturnType<typeof qualityColumns>[number]];

function speed(medianMs: number, atMs: number, changes: Partial<SpeedRecord> = {}): SpeedRecord {
  const network = { role: 'student', architecture: 'resnet_9blocks', ngf: 2, macsPaper: 1, macsExact: 1 } as const;
  const condition = {
    runtime: 'onnxruntime 1',
    threads: 2,
    precision: 'float32',
    sizePixels: 32,
    runs: 9,
    machine: 'm',
  };
  return { ...network, ...condition, medianMs, p95Ms: medianMs, peakBytes: null, step: 10, atMs, ...changes };
}

test('CSV quotes what needs it and keeps full precision', () => {
  const [head, row] = comparisonCsv(groups).split('\n');
  assert.equal(head, 'name,seeds,macs_paper,macs_exact,parameters,bytes_float32,fid,fid_spread,fid_runs,fid_pictures');
  assert.match(row!, /^"Tea, ""black"" <b>",233,\d+,\d+,\d+,\d+,42\.125,0,1,100$/);
});

test('a name that would leave the picture loses its middle, and is whole in the tooltip', () => {
  const name = `${'A very long name '.repeat(12)}: width 8`;
  const svg = comparisonSvg(groupBySeed([{ ...TEA, name }]), fid);
  assert.match(svg, /<text [^>]*>A very[^<]*…[^<]*: width 8<\/text>/);
  assert.ok(svg.includes(`<title>${name}</title>`));
});

test('the plot shows published results hollow and says so; names cannot break it', () => {
  const svg = comparisonSvg(groups, fid);
  assert.equal(svg.match(/fill="#0f766e"/g)?.length, 1);
  assert.ok((svg.match(/\(published\)/g)?.length ?? 0) >= 10);
  assert.ok(!svg.includes('<b>'));
  assert.throws(() => comparisonSvg([], { ...fid, key: 'ssim', metric: 'ssim' }), /measured with ssim/);
});

test('the report is one file with values, n, meanings, warnings and sources', () => {
  const html = comparisonHtml(groups);
  const parts = ['42.13 (n 100)', 'Fréchet distance of InceptionV3', 'at least 2,048', 'arXiv 2108.06908', '<svg'];
  for (const part of parts) assert.ok(html.includes(part), part);
  assert.ok(!/(src|href)=/.test(html));
});

test('numbers of different extractors never share a column', () => {
  const [evaluation] = TEA.evaluations;
  const other = { ...TEA, id: 'b', evaluations: [{ ...evaluation!, extractor: 'inception, other resize' }] };
  const both = groupBySeed([TEA, other]);
  assert.deepEqual(
    qualityColumns(both).map(({ key, heading }) => [key, heading]),
    [
      ['fid (inception)', 'FID ↓ (inception)'],
      ['fid (inception, other resize)', 'FID ↓ (inception, other resize)'],
    ],
  );
  assert.deepEqual(
    qualityColumns(both).map((column) => both[0]!.values[column.key]?.runs),
    [1, 1],
  );
});

test('latency is an axis for each condition; the newest time of each run counts, and papers are on no such axis', () => {
  const slow = { ...TEA, speeds: [speed(9, 2), speed(5, 1), speed(1, 3, { threads: 1 }), speed(50, 9, { role: 'wider' })] }; // prettier-ignore
  const twin = { ...TEA, id: 'b', speeds: [speed(7, 1)] };
  const timed = groupBySeed([slow, twin]);
  const axis = costAxes(timed).find(({ title }) => title === 'Latency (onnxruntime 1, 2 threads, 32 px)')!;
  assert.deepEqual(
    measuredDots(timed, fid, axis).map(({ cost, runs }) => [cost, runs]),
    [[8, 2]],
  );
  assert.deepEqual(publishedDots(fid, axis), []);
  assert.match(comparisonCsv(timed), /latency: onnxruntime 1, 2 threads, 32 px \(ms\)"/);
  const sizes = costAxes(groups).find(({ id }) => id === 'bytesFloat32')!;
  assert.match(comparisonSvg(groups, fid, sizes), /File size \(float32 weights\) of the student/);
});

test('of one metric, the way that most rows were measured in stands first, then that of most pictures', () => {
  const [evaluation] = TEA.evaluations;
  const more = { ...evaluation!, samples: 2048 };
  const both = groupBySeed([{ ...TEA, evaluations: [evaluation!, more] }]);
  assert.deepEqual(qualityColumns(both).map(({ key }) => key), ['fid (n 2048)', 'fid (n 100)']); // prettier-ignore
  const other = { ...TEA, id: 'b', document: tinyDocument(11) };
  const rows = groupBySeed([{ ...TEA, evaluations: [evaluation!, more] }, other]);
  assert.deepEqual(qualityColumns(rows).map(({ key }) => key), ['fid (n 100)', 'fid (n 2048)']); // prettier-ignore
});
