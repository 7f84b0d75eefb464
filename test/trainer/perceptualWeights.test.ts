/** The perceptual network of the weights library: followed, replaced loudly, and never exchanged half-way. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { resourcePath } from '../../core/installation/resources.ts';
import { weightsUsesIn, weightsVersions, type EngineMessage } from '../../core/protocol/index.ts';
import { EngineVoice } from '../../core/trainer/engineVoice.ts';
import { perceptualWeights } from '../../core/trainer/perceptualWeights.ts';
import { TrainError } from '../../core/trainer/trainError.ts';
import { metricWeights, sayWeights } from '../../core/trainer/weightsOfRun.ts';
import { WeightsLibrary } from '../../core/weights/library/library.ts';
import { inFolder } from '../fixtures/folder.ts';
import { storeWithRun } from '../store/temporaryStore.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';

const document = tinyDocument(1, { perceptual: { kind: 'file', file: 'library:vgg16' } });
const directory = '.';

test('weights that the library lacks are replaced by the built-in ones, with a warning and a record', async (context) => {
  const trunk = await perceptualWeights(document, { directory });
  assert.equal(trunk.insteadOf, 'library:vgg16');
  const messages: EngineMessage[] = [];
  await sayWeights(new EngineVoice((message) => messages.push(message)), trunk, []);
  const warning = messages.find(({ kind }) => kind === 'warning');
  assert.ok(warning?.kind === 'warning' && warning.code === 'perceptual-fallback');
  assert.match(warning.message, /"library:vgg16", which was not in the weights library.*weights download vgg16"/s);
  const said = messages.find(({ kind }) => kind === 'weights');
  assert.ok(said?.kind === 'weights');

  const { store, runId } = storeWithRun(context);
  const { writer, reader } = store;
  writer.recordVersions(runId, weightsVersions(said.used));
  writer.recordEngine(runId, { versions: { node: '24' }, device: 'CPU' });
  const { versions } = reader.getRun(runId);
  assert.equal(versions['node'], '24');
  assert.deepEqual(weightsUsesIn(versions), [{ network: 'perceptual', source: trunk.source, sha256: trunk.sha256 }]);
});

test('a run goes on with the perceptual network it began with, or not at all', async () => {
  await inFolder(async (folder) => {
    const builtIn = resourcePath('perceptual/vgg16-hed-fp16.safetensors');
    const { path, sha256 } = await new WeightsLibrary(folder).add('vgg16', builtIn);
    const library = { vgg16: path };
    const first = await perceptualWeights(document, { directory, library });
    assert.deepEqual([first.source, first.sha256, first.insteadOf], ['library:vgg16', sha256, undefined]);
    const before = '0'.repeat(64);
    await assert.rejects(perceptualWeights(document, { directory, library, before }), (error) => {
      return error instanceof TrainError && error.code === 'weights-mismatch' && /half-way/.test(error.message);
    });
    await assert.rejects(perceptualWeights(document, { directory, before }), (error) => {
      return error instanceof TrainError && error.code === 'weights-missing' && /library:vgg16/.test(error.message);
    });
    const fellBack = await perceptualWeights(document, { directory, before: sha256 });
    assert.equal(fellBack.insteadOf, 'library:vgg16');
  });
});

test('the weights of a metric have no substitute', async () => {
  const metrics = { metrics: ['fid' as const], weights: { inception: 'library:inception' } };
  const measured = tinyDocument(1, { evaluation: { ...document.evaluation, ...metrics } });
  await assert.rejects(metricWeights(measured, directory), (error) => {
    return (
      error instanceof TrainError &&
      error.code === 'weights-missing' &&
      /weights download inception/.test(error.message)
    );
  });
  const path = join(import.meta.dirname, 'perceptualWeights.test.ts');
  const found = await metricWeights(measured, directory, { inception: path });
  assert.deepEqual(found, [{ network: 'inception', file: 'library:inception', path }]);
});
