/** The built-in demo: a complete distillation on built-in pictures that a laptop finishes in minutes. */
import { BUILT_IN_STARTS, type BuiltInStart } from '../builtInStarts.ts';
import type { PipelineInput } from '../schema.ts';

/** Weights that this project trained (scripts/demoTeachers.ts): from scratch, six minutes are short for teachers. */
const builtIn = ({ id, architecture, ngf }: BuiltInStart) =>
  ({ architecture, ngf, start: { kind: 'builtin', id } }) as const;

export const DEMO_EDGES2EMOJI: PipelineInput = {
  version: 1,
  name: 'Demo: edges → emoji',
  dataset: { kind: 'emoji', skinTonesAndFlags: false },
  preprocess: { loadSize: 72, cropSize: 64 },
  teachers: {
    wider: builtIn(BUILT_IN_STARTS.wider),
    deeper: builtIn(BUILT_IN_STARTS.deeper),
  },
  student: { architecture: 'mobile_resnet_9blocks', ngf: 8 },
  discriminator: { kind: 'multi_n_layers', ndf: 32, nShare: 3 },
  // The rate is high and the teachers move only every third step (the paper's n_dis on cityscapes): a student that starts
  // from nothing has to get far in 1,000 steps, and teachers that start trained must not be shaken by its rate.
  training: {
    seed: 234,
    batchSize: 4,
    learningRate: 1.5e-3,
    nDis: 3,
    schedule: { unit: 'steps', flat: 425, decay: 575 },
  },
  evaluation: { interval: { every: 500, unit: 'steps' }, samples: 95 },
  previews: { interval: { every: 100, unit: 'steps' }, samples: 8 },
  checkpoints: { interval: { every: 250, unit: 'steps' }, keep: 2 },
};
