/** Texts for the generators and the discriminator. */
import type { FieldGroup, FieldTable } from './fieldInfo.ts';

const WIDER_ROLE = 'The wider teacher has more channels; the student also learns from its inner activations.';
const DEEPER_ROLE = 'The deeper teacher has extra residual blocks; the student learns from its pictures.';
const STUDENT_ROLE = 'The student is the small generator that you keep.';

export const NETWORK_FIELDS: FieldTable = {
  ...teacherFields('teachers.wider', 'wider', WIDER_ROLE),
  ...teacherFields('teachers.deeper', 'deeper', DEEPER_ROLE),
  ...generatorFields('student', 'student', STUDENT_ROLE),
  norm: {
    label: 'Normalisation',
    group: 'networks',
    help: 'How activations are scaled: over the batch (the paper: U-Nets) or within each picture (the paper: resnets).',
    fromPaper: true,
  },
  ...startFields('cycle.backward', 'cycle', 'The way back starts from'),
  ...weightsFields('cycle.discriminator', 'cycle', 'Discriminator starts from'),
  ...weightsFields('cycle.backwardDiscriminator', 'cycle', 'That of the way back starts from'),
  'discriminator.kind': {
    label: 'Kind',
    group: 'discriminator',
    help: 'The network that tells real from made-up pictures. n_layers judges patches; multi_n_layers does so with one head per teacher; pixel judges every pixel by itself.',
    fromPaper: true,
  },
  'discriminator.ndf': {
    label: 'Width',
    group: 'discriminator',
    symbol: 'ndf',
    unit: 'channels',
    help: 'Channels after the first convolution; later ones have up to eight times as many.',
    fromPaper: true,
  },
  'discriminator.nLayers': {
    label: 'Depth',
    group: 'discriminator',
    unit: 'layers',
    help: 'Convolutions that halve the picture: more layers judge larger patches (3 layers: 70 × 70 px).',
    fromPaper: true,
  },
  'discriminator.nShare': {
    label: 'Shared blocks',
    group: 'discriminator',
    symbol: 'n_share',
    unit: 'of 5 blocks',
    help: 'How many of its first blocks both teachers share. 0: two separate discriminators. 5: one for both.',
    fromPaper: true,
  },
  'discriminator.ganMode': {
    label: 'Game',
    group: 'discriminator',
    help: 'How right and wrong judgements are counted.',
    equation: 'hinge: max(0, 1 − D(real)) + max(0, 1 + D(fake)) · lsgan: (D − label)² · vanilla: cross-entropy',
    fromPaper: true,
  },
};

function teacherFields(path: string, group: FieldGroup, role: string): FieldTable {
  return {
    ...generatorFields(path, group, role),
    [`${path}.frozen`]: {
      label: 'Frozen',
      group,
      help: 'On: the teacher keeps its weights and only shows what it can. Off: it goes on learning beside the student, as in the paper. If no teacher learns, no discriminator is needed.',
      fromPaper: true,
    },
  };
}

function generatorFields(path: string, group: FieldGroup, role: string): FieldTable {
  return {
    [`${path}.architecture`]: { label: 'Architecture', group, help: `Which generator it is. ${role}`, fromPaper: true },
    [`${path}.ngf`]: {
      label: 'Width',
      group,
      symbol: 'ngf',
      unit: 'channels',
      help: `Channels after the first convolution. Cost grows with about the square of it. ${role}`,
      fromPaper: true,
    },
    [`${path}.dropoutRate`]: {
      label: 'Dropout',
      group,
      help: 'Share of activations that are set to 0 at random while training. 0 turns it off.',
      fromPaper: true,
    },
    ...startFields(path, group, 'Start from'),
    [`${path}.widths`]: {
      label: 'Widths of single layers',
      group,
      help: 'Channels of layers that pruning left narrower than the width says, by layer. Read from the weights file; a regular network has none.',
      fromPaper: false,
    },
  };
}

/** Of a generator, which may also start from built-in weights or an earlier run. */
function startFields(path: string, group: FieldGroup, label: string): FieldTable {
  return {
    ...weightsFields(
      path,
      group,
      label,
      ' builtin: weights that come with the studio. run: a network of an earlier run.',
    ),
    [`${path}.start.run`]: {
      label: 'Earlier run',
      group,
      help: 'The run whose last checkpoint the weights come from: its id, or the beginning of it.',
      fromPaper: false,
    },
    [`${path}.start.role`]: {
      label: 'Network of that run',
      group,
      help: 'Which of its networks: the wider or deeper teacher, the student, or (backward) the way back of a CycleGAN.',
      fromPaper: false,
    },
    [`${path}.start.id`]: {
      label: 'Built-in weights',
      group,
      help: 'Which of the weights that come with the studio.',
      fromPaper: false,
    },
  };
}

function weightsFields(path: string, group: FieldGroup, label: string, more = ''): FieldTable {
  return {
    [`${path}.start.kind`]: {
      label,
      group,
      help: `scratch: random weights. weights: a weights file (safetensors, .pth, .pt).${more}`,
      fromPaper: true,
    },
    [`${path}.start.file`]: {
      label: 'Weights file',
      group,
      help: 'The file with the first weights.',
      fromPaper: false,
    },
    [`${path}.start.sha256`]: {
      label: 'Checksum of the file',
      group,
      help: 'The run refuses to start if the sha256 of the weights file is another one.',
      fromPaper: false,
    },
  };
}
