import assert from 'node:assert/strict';
import { test } from 'node:test';
import { definitionOf, type Evaluation } from '../../core/protocol/index.ts';
import { recordMessage } from '../../core/store/index.ts';
import { pointAt, storeWithRun } from './temporaryStore.ts';

test('metrics come back as they were, NaN and Infinity too, and a repeated write changes nothing', (context) => {
  const { store, runId, reopen } = storeWithRun(context);
  const points = [pointAt(1, { a: 0.5, b: NaN }), pointAt(2, { a: -Infinity, b: 2 })];
  store.writer.appendMetrics(runId, points);
  store.writer.appendMetrics(runId, points);
  const { reader } = reopen();
  assert.deepEqual(reader.metricNames(runId), ['a', 'b']);
  assert.deepEqual(reader.latestMetrics(runId), { a: -Infinity, b: 2 });
  assert.deepEqual(reader.metricSeries(runId, 'b'), {
    name: 'b',
    steps: [1, 2],
    values: [NaN, 2],
    epochs: [0, 0],
    trainedMs: [100, 200],
    totalPoints: 2,
  });
  assert.deepEqual(reader.metricSeries(runId, 'a', { afterStep: 1 }).values, [-Infinity]);
});

test('a long series is thinned out and keeps its spike', (context) => {
  const { store, runId } = storeWithRun(context);
  const points = Array.from({ length: 20_000 }, (_, step) =>
    pointAt(step, { loss: step === 12_345 ? 99 : 1 / (step + 1) }),
  );
  store.writer.appendMetrics(runId, points);
  const series = store.reader.metricSeries(runId, 'loss', { maxPoints: 500 });
  assert.equal(series.totalPoints, 20_000);
  assert.ok(series.steps.length <= 500);
  assert.equal(series.values[series.steps.indexOf(12_345)], 99);
  assert.deepEqual([series.steps[0], series.steps.at(-1)], [0, 19_999]);
});

test('a point that cannot be written takes the whole batch back', (context) => {
  const { store, runId } = storeWithRun(context);
  const broken = { ...pointAt(2, {}), values: { a: 'much' as unknown as number } };
  assert.throws(() => store.writer.appendMetrics(runId, [pointAt(1, { a: 1 }), broken]));
  assert.deepEqual(store.reader.metricNames(runId), []);
});

test('what the engine says is recorded: previews, checkpoints, evaluations, warnings, log and the end', (context) => {
  const { store, runId } = storeWithRun(context);
  const { reader, writer } = store;
  const png = Uint8Array.of(137, 80, 78, 71, 0, 255);
  const place = { step: 5, epoch: 0 } as const;
  const preview = { ...place, sampleId: '1F600', role: 'student', widthPixels: 2, heightPixels: 1 } as const;
  const checkpoint = { ...place, path: '/a/5.ckpt', sha256: 'f'.repeat(64), bytes: 9, purpose: 'regular' } as const;
  const evaluation = { ...place, role: 'student', metric: 'psnr', value: Infinity, samples: 64 } as const;
  recordMessage(writer, runId, { kind: 'ready', sequence: 0, versions: { node: '24' }, device: 'CPU', threads: 2 });
  recordMessage(writer, runId, { kind: 'preview', sequence: 1, ...preview, png });
  recordMessage(writer, runId, { kind: 'checkpoint', sequence: 2, ...checkpoint });
  recordMessage(writer, runId, { kind: 'evaluation', sequence: 3, ...evaluation });
  recordMessage(writer, runId, { kind: 'evaluation', sequence: 3, ...evaluation });
  recordMessage(writer, runId, { kind: 'warning', sequence: 4, code: 'loss-spike', step: 5, message: 'Up.' });
  recordMessage(writer, runId, { kind: 'log', sequence: 5, level: 'info', message: 'Down.' });
  recordMessage(writer, runId, { kind: 'failed', sequence: 6, code: 'diverged', message: 'Too far.', step: 6 });
  assert.deepEqual(reader.previewsOf(runId), [preview]);
  assert.deepEqual(new Uint8Array(reader.previewPng(runId, preview)!), png);
  assert.equal(reader.previewPng(runId, { ...preview, step: 6 }), undefined);
  assert.deepEqual(reader.checkpointsOf(runId), [checkpoint]);
  assert.deepEqual(reader.evaluationsOf(runId), [{ ...evaluation, extractor: '', details: null }]);
  const events = reader.eventsOf(runId).map(({ level, code, step, message }) => [level, code, step, message]);
  assert.deepEqual(events, [
    ['warning', 'loss-spike', 5, 'Up.'],
    ['info', null, null, 'Down.'],
    ['error', 'diverged', 6, 'Too far.'],
  ]);
  const { state, endCode, endMessage, device } = reader.getRun(runId);
  assert.deepEqual([state, endCode, endMessage, device], ['failed', 'diverged', 'Too far.', 'CPU']);
});

test('evaluations that differ in anything that defines them are kept side by side, newest last; the same replaces', (context) => {
  const { store, runId } = storeWithRun(context);
  const { reader, writer } = store;
  const details = { source: 'evaluate', split: 'test', seed: 1, realSamples: 140, weights: 'a', version: '1' } as const;
  const first = { step: 5, epoch: 0, role: 'student', metric: 'fid', value: 1, samples: 64, extractor: 'x', details } as const; // prettier-ignore
  const others: Evaluation[] = [
    { ...first, step: 6 },
    { ...first, role: 'wider' },
    { ...first, metric: 'kid' },
    { ...first, extractor: 'y' },
    { ...first, samples: 65 },
    { ...first, details: { ...details, source: 'training' } },
    { ...first, details: { ...details, split: 'train' } },
    { ...first, details: { ...details, seed: 2 } },
    { ...first, details: { ...details, realSamples: 141 } },
    { ...first, details: { ...details, weights: 'b' } },
    { ...first, details: { ...details, version: '2' } },
    { step: 5, epoch: 0, role: 'student', metric: 'fid', value: 1, samples: 64 },
  ];
  const all = [first, ...others];
  for (const evaluation of all) writer.saveEvaluation(runId, evaluation);
  // What does not define the number: a copy that was found since, the file that the weights were read from.
  writer.saveEvaluation(runId, { ...first, value: 2, details: { ...details, leaks: 3, checkpoint: 'c' } });
  const kept = reader.evaluationsOf(runId);
  assert.equal(kept.length, all.length);
  assert.equal(new Set(kept.map(definitionOf)).size, all.length);
  assert.deepEqual(new Set(kept.map(definitionOf)), new Set(all.map(definitionOf)));
  assert.equal(
    kept.findLast(({ step, role, metric }) => step === 5 && role === 'student' && metric === 'fid')?.value,
    2,
  );
});

test('resuming from a step forgets what came after it, and only in that run', (context) => {
  const { store, runId } = storeWithRun(context);
  const { reader, writer } = store;
  const other = writer.createRun({ document: reader.getRun(runId).document, documentDirectory: '/' });
  for (const id of [runId, other])
    writer.appendMetrics(
      id,
      [1, 2, 3].map((step) => pointAt(step, { a: step })),
    );
  writer.rewindRun(runId, 2);
  assert.deepEqual(reader.metricSeries(runId, 'a').steps, [1, 2]);
  assert.deepEqual(reader.metricSeries(other, 'a').steps, [1, 2, 3]);
});

test('erasing a run erases what belongs to it', (context) => {
  const { store, runId } = storeWithRun(context);
  const { reader, writer } = store;
  const { document } = reader.getRun(runId);
  writer.appendMetrics(runId, [pointAt(1, { a: 1 })]);
  writer.addEvent(runId, { level: 'info', message: 'Hello.' });
  writer.eraseRun(runId);
  writer.createRun({ document, documentDirectory: '/', id: runId });
  assert.deepEqual([reader.metricNames(runId), reader.eventsOf(runId)], [[], []]);
});

test('checkpoints can be forgotten, exports and datasets are kept with their reports', (context) => {
  const { store, runId } = storeWithRun(context);
  const { reader, writer } = store;
  const checkpoint = { step: 1, epoch: 0, path: '/1', sha256: '0'.repeat(64), bytes: 1, purpose: 'best' } as const;
  writer.saveCheckpoint(runId, checkpoint);
  writer.forgetCheckpoint(runId, '/1');
  assert.deepEqual(reader.checkpointsOf(runId), []);
  const file = { checkpointPath: '/1', target: 'onnx', path: '/out.onnx', sha256: '1'.repeat(64), bytes: 5 };
  writer.saveExport(runId, { id: 'e1', ...file, report: { maximumError: 1e-6 } });
  assert.deepEqual(
    reader.exportsOf(runId).map(({ report }) => report),
    [{ maximumError: 1e-6 }],
  );
  const settings = { kind: 'emoji', skinTonesAndFlags: true } as const;
  writer.saveDataset({ id: 'd1', name: 'Emoji', settings, summary: { pairs: 4495 } });
  writer.saveDataset({ id: 'd1', name: 'Emoji 17', settings, summary: { pairs: 4495 } });
  assert.deepEqual(
    reader.listDatasets().map(({ name }) => name),
    ['Emoji 17'],
  );
  writer.removeDataset('d1');
  assert.deepEqual(reader.listDatasets(), []);
});
