import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presetById } from '../../../core/pipeline/index.ts';
import type { FileInspection } from '../../../core/protocol/studio/weights.ts';
import { clashes, settingsFrom } from '../../../renderer/graph/importedWeights.ts';

const FILE = { file: '/g.pth', sha256: 'ab', format: '', isRecognised: true, verdict: '', notes: [] };
const START = { kind: 'weights', file: '/g.pth', sha256: 'ab' };
const generator = (ngf: number): FileInspection => {
  const common = { norm: 'instance', inputChannels: 3, outputChannels: 3, widths: null } as const;
  return { ...FILE, discriminator: null, generator: { architecture: 'mobile_resnet_9blocks', ngf, ...common } };
};

test('a generator brings its width along; the way back only its weights, and says so if it is another width', () => {
  const { document } = presetById('demo-emoji-styles');
  assert.deepEqual(settingsFrom(generator(64), 'teachers.wider'), {
    'teachers.wider.start': START,
    'teachers.wider.architecture': 'mobile_resnet_9blocks',
    'teachers.wider.ngf': 64,
    'teachers.wider.widths': undefined,
  });
  assert.deepEqual(settingsFrom(generator(64), 'cycle.backward'), { 'cycle.backward.start': START });
  assert.deepEqual(clashes(generator(64), document, 'teachers.wider'), []);
  assert.deepEqual(clashes(generator(16), document, 'cycle.backward'), []);
  assert.match(
    clashes(generator(64), document, 'cycle.backward').join(),
    /width 64, but they lead back from .*width 16/,
  );
});

test('a discriminator brings its kind, width and depth along', () => {
  const discriminator = { architecture: 'n_layers', ndf: 64, nLayers: 3, inputChannels: 3 };
  const inspection = { ...FILE, generator: null, discriminator };
  assert.deepEqual(settingsFrom(inspection, 'cycle.backwardDiscriminator'), {
    'cycle.backwardDiscriminator.start': START,
    'discriminator.kind': 'n_layers',
    'discriminator.ndf': 64,
    'discriminator.nLayers': 3,
  });
  assert.deepEqual(settingsFrom(inspection, 'teachers.wider'), { 'teachers.wider.start': START });
});
