/** The built-in demo: a complete distillation on built-in pictures that a laptop finishes in minutes. */
import type { PipelineInput } from '../schema.ts';

/** Weights that this project trained (scripts/demoTeachers.ts): from scratch, six minutes are short for teachers. */
const builtin = (role: string) => ({ kind: 'builtin', id: `demo/${role}.safetensors` }) as const;

export const DEMO_EDGES2EMOJI: PipelineInput = {
  version: 1,
  name: 'Demo: edges → emoji',
  dataset: { kind: 'emoji', skinTonesAndFlags: false },
  preprocess: { loadSize: 72, cropSize: 64 },
  teachers: {
    wider: { architecture: 'mobile_resnet_9blocks', ngf: 32, start: builtin('wider') },
    deeper: { architecture: 'mobile_deepest_resnet', ngf: 8, start: builtin('deeper') },
  },
  student: { architecture: 'mobile_resnet_9blocks', ngf: 8 },
  discriminator: { kind: 'multi_n_layers', ndf: 32, nShare: 3 },
  training: { batchSize: 4, schedule: { unit: 'steps', flat: 600, decay: 600 } },
  evaluation: { interval: { every: 300, unit: 'steps' }, samples: 64 },
  previews: { interval: { every: 50, unit: 'steps' }, samples: 6 },
  checkpoints: { interval: { every: 200, unit: 'steps' }, keep: 2 },
};
