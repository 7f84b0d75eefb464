/** The built-in unpaired demo: from one emoji style to another, in about ten minutes on two cores. */
import type { PipelineInput } from '../schema.ts';

export const DEMO_EMOJI_STYLES: PipelineInput = {
  version: 1,
  name: 'Demo: OpenMoji → Noto emoji',
  method: 'omgd-unpaired',
  dataset: { kind: 'emojiStyles' },
  preprocess: { loadSize: 72, cropSize: 64, flip: false },
  teachers: { wider: { architecture: 'mobile_resnet_9blocks', ngf: 16 } },
  student: { architecture: 'mobile_resnet_9blocks', ngf: 8 },
  discriminator: { kind: 'n_layers', ndf: 16, ganMode: 'lsgan' },
  losses: { channelWeight: 500 },
  // The paper's blocks, counted in steps: five of each, the student's twice as long as the teacher's.
  training: {
    batchSize: 2,
    learningRate: 5e-4,
    nDis: 2,
    blockLength: 150,
    schedule: { unit: 'steps', flat: 450, decay: 300 },
  },
  evaluation: { interval: { every: 450, unit: 'steps' }, samples: 48, teacherMetric: 'ssim' },
  previews: { interval: { every: 150, unit: 'steps' }, samples: 8 },
  checkpoints: { interval: { every: 150, unit: 'steps' }, keep: 2 },
};
