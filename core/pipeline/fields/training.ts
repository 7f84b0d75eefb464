/** Texts for training, evaluation, previews and checkpoints. */
import { METRICS, metricHelp } from '../metrics.ts';
import type { FieldGroup, FieldInfo, FieldTable } from './fieldInfo.ts';

export const TRAINING_FIELDS: FieldTable = {
  'training.seed': {
    label: 'Seed',
    group: 'training',
    help: 'Fixes every random choice. The same document with the same seed gives the same run on the same machine.',
    fromPaper: true,
  },
  'training.batchSize': {
    label: 'Batch size',
    group: 'training',
    unit: 'pairs',
    help: 'Pairs per step. More are steadier, but a step takes longer and needs more memory.',
    fromPaper: true,
  },
  'training.schedule.unit': {
    label: 'Length in',
    group: 'training',
    help: 'Count the length of the run in epochs (once through all pairs) or in steps (one batch).',
    fromPaper: true,
  },
  'training.schedule.flat': {
    label: 'At full rate',
    group: 'training',
    unit: 'epochs or steps',
    help: 'How long the learning rate stays at its full value.',
    fromPaper: true,
  },
  'training.schedule.decay': {
    label: 'Falling rate',
    group: 'training',
    unit: 'epochs or steps',
    help: 'How long it then takes to fall to 0 in a straight line.',
    equation: 'rate · (1 − max(0, e + 1 − flat) / (decay + 1)), e counted from 0',
    fromPaper: true,
  },
  'training.learningRate': {
    label: 'Learning rate',
    group: 'training',
    help: 'The size of Adam’s steps. Too high: the run diverges. Too low: it takes for ever.',
    fromPaper: true,
  },
  'training.beta1': {
    label: 'Adam β₁',
    group: 'training',
    symbol: 'β₁',
    help: 'How long Adam remembers the direction of earlier steps.',
    fromPaper: true,
  },
  'training.beta2': {
    label: 'Adam β₂',
    group: 'training',
    symbol: 'β₂',
    help: 'How long Adam remembers the size of earlier steps.',
    fromPaper: true,
  },
  'training.nDis': {
    label: 'Student steps',
    group: 'training',
    symbol: 'n_dis',
    unit: 'per teacher step',
    help: 'Paired: the student learns in every step, discriminator and teachers only in every n-th one. Unpaired: the student’s blocks are n times as long as the teacher’s.',
    fromPaper: true,
  },
  'training.blockLength': {
    label: 'Teacher block',
    group: 'training',
    symbol: 'save_epoch_freq',
    unit: 'epochs or steps',
    help: 'Unpaired: the teacher trains so long, then the best one so far teaches the student, and so on. Counted as the schedule is.',
    fromPaper: true,
  },
  'training.poolSize': {
    label: 'Picture pool',
    group: 'training',
    unit: 'pictures',
    help: 'Unpaired: half of the time a discriminator sees one of so many earlier pictures instead of the newest. 0 turns it off.',
    fromPaper: true,
  },
  'training.execution': {
    label: 'Execution',
    group: 'training',
    help: 'captured: the whole step runs as one TensorFlow graph, which is fast. eager: one operation after the other, easier to debug.',
    fromPaper: false,
  },
  'training.threads': {
    label: 'Threads',
    group: 'training',
    empty: 'all',
    help: 'Processor threads that TensorFlow uses. Leave empty for all cores; 1 makes runs repeat bit for bit.',
    fromPaper: false,
  },
  ...intervalFields('evaluation', 'evaluation', 'evaluate teachers and student on the validation pairs'),
  'evaluation.samples': count(
    'Pairs',
    'evaluation',
    'pairs',
    'How many validation pairs are measured; fewer if there are not as many.',
  ),
  'evaluation.realPictures': {
    label: 'Compared with',
    group: 'evaluation',
    help: 'Which real pictures a set of generated ones is compared with (Fréchet, FID, KID). held-out: those that are measured. all: every picture of that kind in the dataset, training pictures too, as the authors do for CycleGAN (their FID is about 4 lower for it). Numbers of the two must not be compared.',
    fromPaper: true,
  },
  'evaluation.metrics': {
    label: 'Measures',
    group: 'evaluation',
    help: METRICS.map((metric) => `${metric}: ${metricHelp(metric)}`).join(' '),
    fromPaper: false,
  },
  'evaluation.weights.inception': {
    label: 'Inception weights',
    group: 'evaluation',
    help: 'What FID and KID look through: “library:inception”, or the path of pt_inception-2015-12-05-6726825d.pth of pytorch-fid. It does not come with the studio.',
    fromPaper: false,
  },
  'evaluation.weights.alexnet': weights('AlexNet weights', 'torchvision’s AlexNet, which LPIPS looks through'),
  'evaluation.weights.lpips-alex': weights('LPIPS heads (AlexNet)', 'alex.pth of LPIPS 0.1, which LPIPS needs beside AlexNet'), // prettier-ignore
  'evaluation.weights.vgg16': weights('VGG16 weights', 'torchvision’s VGG16, which LPIPS (VGG) looks through'),
  'evaluation.weights.lpips-vgg': weights('LPIPS heads (VGG)', 'vgg.pth of LPIPS 0.1, which LPIPS (VGG) needs beside VGG16'), // prettier-ignore
  'evaluation.bestBy': {
    label: 'Best checkpoint by',
    group: 'evaluation',
    empty: 'None: only the newest are kept',
    help: 'Which measure of the student says that a checkpoint is the best so far; that one is always kept. Empty: none is.',
    fromPaper: false,
  },
  'evaluation.teacherMetric': {
    label: 'Best teacher by',
    group: 'evaluation',
    empty: 'The first of the measures',
    help: 'Unpaired: the measure that tells which teacher so far is the best, for each direction by itself. Leave empty for the first of the measures.',
    fromPaper: false,
  },
  ...intervalFields('previews', 'previews', 'keep pictures of the same few validation pairs'),
  'previews.samples': count('Pictures', 'previews', 'pairs', 'How many validation pairs are shown.'),
  ...intervalFields('checkpoints', 'checkpoints', 'save everything that is needed to resume'),
  'checkpoints.keep': count(
    'Keep',
    'checkpoints',
    'newest',
    'How many checkpoints stay on disk. The last and the best one always do.',
  ),
};

function intervalFields(path: string, group: FieldGroup, what: string): FieldTable {
  return {
    [`${path}.interval.every`]: {
      label: 'Every',
      group,
      unit: 'epochs or steps',
      help: `How often to ${what}.`,
      fromPaper: false,
    },
    [`${path}.interval.unit`]: {
      label: 'Counted in',
      group,
      help: `Whether to ${what} every so many epochs or steps.`,
      fromPaper: false,
    },
  };
}

function weights(label: string, what: string): FieldInfo {
  const help = `The file with ${what}: library:…, or a path. It does not come with the studio.`;
  return { label, group: 'evaluation', help, fromPaper: false };
}

function count(label: string, group: FieldGroup, unit: string, help: string): FieldInfo {
  return { label, group, unit, help, fromPaper: false };
}
