// Pipelines that the tests run: real distillations on the built-in pictures.

/** Small enough for a test: a few seconds to build, well under a second for a step. */
export const TINY_PIPELINE = {
  version: 1,
  name: 'Tiny run',
  dataset: { kind: 'emoji' },
  preprocess: { loadSize: 36, cropSize: 32, maximumPairs: 40 },
  teachers: {
    wider: { architecture: 'mobile_resnet_9blocks', ngf: 8 },
    deeper: { architecture: 'mobile_deepest_resnet', ngf: 4 },
  },
  student: { architecture: 'mobile_resnet_9blocks', ngf: 4 },
  discriminator: { kind: 'multi_n_layers', ndf: 8, nShare: 2 },
  training: { batchSize: 2, schedule: { unit: 'steps', flat: 6, decay: 0 }, threads: 1 },
  evaluation: { interval: { every: 6, unit: 'steps' }, samples: 2 },
  previews: { interval: { every: 3, unit: 'steps' }, samples: 1 },
  checkpoints: { interval: { every: 2, unit: 'steps' } },
};

/** The same, but far too long for a test: it is stopped or killed. */
export const LONG_PIPELINE = {
  ...TINY_PIPELINE,
  training: { ...TINY_PIPELINE.training, schedule: { unit: 'steps', flat: 5000, decay: 0 } },
};

/** Unpaired, twice a block of the teacher and one of the student, which is twice as long; long enough to be stopped. */
export const UNPAIRED_BLOCK = 20;
export const UNPAIRED_STEPS = 2 * 3 * UNPAIRED_BLOCK;
export const UNPAIRED_PIPELINE = {
  ...TINY_PIPELINE,
  name: 'Unpaired run',
  method: 'omgd-unpaired',
  dataset: { kind: 'emojiStyles' },
  teachers: { wider: { architecture: 'mobile_resnet_9blocks', ngf: 8 } },
  discriminator: { kind: 'n_layers', ndf: 8, ganMode: 'lsgan' },
  training: {
    batchSize: 1,
    nDis: 2,
    blockLength: UNPAIRED_BLOCK,
    poolSize: 4,
    schedule: { unit: 'steps', flat: 2 * UNPAIRED_BLOCK, decay: 0 },
    threads: 1,
  },
  evaluation: { interval: { every: 1000, unit: 'steps' }, samples: 2 },
  previews: { interval: { every: 10, unit: 'steps' }, samples: 1 },
  checkpoints: { interval: { every: 20, unit: 'steps' } },
};
