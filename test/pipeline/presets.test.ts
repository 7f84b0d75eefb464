import assert from 'node:assert/strict';
import { test } from 'node:test';
import { PRESETS, nearestRecipe, paperValue, parsePipeline, presetById } from '../../core/pipeline/index.ts';

/** Widths of student, wider and deeper teacher, ndf, n_share, λ_CD, batch, n_dis and epochs of the authors' scripts. */
const SCRIPTS: Readonly<Record<string, readonly number[]>> = {
  'unet-edges2shoes-16': [16, 64, 16, 128, 5, 10, 4, 1, 100, 100],
  'unet-edges2shoes-12': [12, 48, 12, 96, 5, 10, 4, 1, 100, 100],
  'unet-edges2shoes-8': [8, 48, 12, 96, 5, 10, 4, 1, 100, 100],
  'unet-cityscapes-16': [16, 64, 16, 128, 5, 50, 4, 3, 300, 450],
  'unet-cityscapes-12': [12, 48, 12, 96, 5, 50, 4, 3, 300, 450],
  'unet-cityscapes-8': [8, 48, 12, 96, 3, 50, 4, 3, 300, 450],
  'resnet-edges2shoes-16': [16, 64, 16, 128, 3, 100, 4, 1, 100, 100],
  'resnet-edges2shoes-12': [12, 48, 12, 96, 3, 1000, 4, 1, 100, 100],
  'resnet-edges2shoes-8': [8, 48, 12, 96, 3, 1000, 4, 1, 100, 100],
  'resnet-edges2shoes-24': [24, 96, 24, 128, 3, 100, 4, 1, 100, 100],
  'resnet-cityscapes-16': [16, 64, 16, 128, 4, 0, 1, 3, 300, 450],
  'resnet-cityscapes-12': [12, 48, 12, 96, 3, 0, 1, 3, 300, 450],
  'resnet-cityscapes-8': [8, 48, 12, 96, 3, 0, 1, 3, 300, 450],
  'resnet-cityscapes-24': [24, 96, 24, 128, 3, 0, 1, 3, 300, 450],
};

for (const [id, numbers] of Object.entries(SCRIPTS)) {
  test(`the preset ${id} has the numbers of the authors’ script`, () => {
    const { dataset, teachers, student, discriminator, losses, training, norm } = presetById(`paper-${id}`).document;
    assert.ok(discriminator.kind === 'multi_n_layers');
    assert.deepEqual(
      [
        student.ngf,
        teachers.wider?.ngf,
        teachers.deeper?.ngf,
        discriminator.ndf,
        discriminator.nShare,
        losses.channelWeight,
        training.batchSize,
        training.nDis,
        training.schedule.flat,
        training.schedule.decay,
      ],
      numbers,
    );
    assert.equal(training.schedule.unit, 'epochs');
    assert.equal(norm, id.startsWith('unet') ? 'batch' : 'instance');
    assert.ok(dataset.kind === 'sideBySide');
    assert.equal(dataset.direction, id.includes('cityscapes') ? 'BtoA' : 'AtoB');
  });
}

/** Widths of student and teacher, λ_CD and save_epoch_freq of the authors' unpaired scripts. */
const UNPAIRED_SCRIPTS: Readonly<Record<string, readonly number[]>> = {
  'horse2zebra-16': [16, 64, 500, 10],
  'horse2zebra-12': [12, 48, 500, 12],
  'horse2zebra-8': [8, 48, 500, 8],
  'summer2winter-16': [16, 64, 100, 6],
  'summer2winter-12': [12, 48, 100, 6],
  'summer2winter-8': [8, 48, 100, 6],
};

for (const [id, numbers] of Object.entries(UNPAIRED_SCRIPTS)) {
  test(`the preset ${id} has the numbers of the authors’ script`, () => {
    const { method, dataset, teachers, student, discriminator, losses, training } = presetById(`paper-${id}`).document;
    const { channelWeight, cycleWeightA, cycleWeightB, identityWeight } = losses;
    assert.deepEqual([student.ngf, teachers.wider?.ngf, channelWeight, training.blockLength], numbers);
    assert.deepEqual([cycleWeightA, cycleWeightB, identityWeight, training.poolSize], [10, 10, 0.5, 50]);
    assert.deepEqual(
      [method, dataset.kind, training.batchSize, training.nDis],
      ['omgd-unpaired', 'unpairedFolder', 1, 4],
    );
    assert.deepEqual(discriminator, { kind: 'n_layers', ndf: 64, nLayers: 3, ganMode: 'lsgan' });
    assert.deepEqual(training.schedule, { unit: 'epochs', flat: 100, decay: 100 });
  });
}

test('there are the demos and the paper’s twenty recipes, each with its own id', () => {
  const ids = PRESETS.map(({ id }) => id);
  assert.equal(new Set(ids).size, 2 + Object.keys(SCRIPTS).length + Object.keys(UNPAIRED_SCRIPTS).length);
  assert.ok(ids.includes('demo-edges2emoji') && ids.includes('demo-emoji-styles'));
});

test('presets are complete documents', () => {
  for (const { document } of PRESETS) assert.deepEqual(parsePipeline(document), { ok: true, document });
});

test('the paper’s value depends on the recipe, and is absent where the paper says nothing', () => {
  assert.equal(paperValue('losses.channelWeight'), 100);
  assert.equal(paperValue('losses.channelWeight', 'paper-unet-cityscapes-16'), 50);
  assert.equal(paperValue('previews.samples'), undefined);
});

test('the nearest recipe has the student’s family and width', () => {
  assert.equal(nearestRecipe(presetById('demo-edges2emoji').document), 'paper-resnet-edges2shoes-8');
  const { document } = presetById('paper-unet-cityscapes-12');
  assert.equal(nearestRecipe(document), 'paper-unet-cityscapes-12');
});

test('the nearest recipe of an unpaired document is an unpaired one', () => {
  assert.equal(nearestRecipe(presetById('demo-emoji-styles').document), 'paper-horse2zebra-8');
  assert.equal(nearestRecipe(presetById('paper-summer2winter-12').document), 'paper-summer2winter-12');
});

test('an unknown preset is answered with those that exist', () => {
  assert.throws(() => presetById('demo'), /no preset "demo".*demo-edges2emoji/);
});
