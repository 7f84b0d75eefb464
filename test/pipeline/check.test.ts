import assert from 'node:assert/strict';
import { test } from 'node:test';
import { inferShapes } from '../../core/networks/shape.ts';
import {
  PRESETS,
  PipelineSchema,
  checkPipeline,
  describePipeline,
  isError,
  type PipelineInput,
} from '../../core/pipeline/index.ts';

function findings(input: Omit<PipelineInput, 'version'>): string[] {
  const document = PipelineSchema.parse({ version: 1, ...input });
  return checkPipeline(document).map(({ severity, path }) => `${severity} ${path}`);
}

test('every preset is in order', () => {
  for (const { id, document } of PRESETS) assert.deepEqual(checkPipeline(document), [], id);
});

const unet = { architecture: 'unet_256' } as const;

const UNPAIRED = {
  method: 'omgd-unpaired',
  dataset: { kind: 'emojiStyles' },
  teachers: { wider: {} },
  discriminator: { kind: 'n_layers' },
} as const;

const IMPOSSIBLE: readonly (readonly [string, Omit<PipelineInput, 'version'>, readonly string[]])[] = [
  ['a crop larger than the picture', { preprocess: { loadSize: 64, cropSize: 128 } }, ['error preprocess.cropSize']],
  [
    'a U-Net on 128 px',
    { student: unet, preprocess: { loadSize: 128, cropSize: 128 }, losses: { channelWeight: 0 } },
    ['error preprocess.cropSize'],
  ],
  [
    'a resnet on 66 px',
    { method: 'pix2pix', teachers: {}, discriminator: { kind: 'pixel' }, preprocess: { cropSize: 66 } },
    ['error preprocess.cropSize'],
  ],
  ['a patch discriminator on 16 px', { preprocess: { cropSize: 16 } }, ['error preprocess.cropSize']],
  [
    'a metric with another network than its own',
    { evaluation: { metrics: ['lpips'], weights: { alexnet: 'library:vgg16' } } },
    ['error evaluation.weights.alexnet'],
  ],
  [
    'mIoU without network and label maps',
    { evaluation: { metrics: ['miou'] } },
    ['error evaluation.segmentation.file', 'error evaluation.segmentation.labels'],
  ],
  ['no teacher', { teachers: {}, losses: { channelWeight: 0 } }, ['error teachers']],
  ['two teachers and one head', { discriminator: { kind: 'n_layers' } }, ['error discriminator.kind']],
  ['channel distillation without a wider teacher', { teachers: { deeper: {} } }, ['error losses.channelWeight']],
  [
    'channel distillation from a deeper architecture',
    { teachers: { wider: { architecture: 'mobile_deepest_resnet' } } },
    ['error teachers.wider.architecture'],
  ],
  ['channel distillation across families', { student: unet }, ['error student.architecture']],
  [
    'a student without anything to learn',
    { losses: { ssimWeight: 0, styleWeight: 0, featureWeight: 0, channelWeight: 0 } },
    ['error losses.ssimWeight'],
  ],
  ['teachers without anything to learn', { losses: { ganWeight: 0, reconWeight: 0 } }, ['error losses.reconWeight']],
  ['a run of no length', { training: { schedule: { unit: 'steps', flat: 0 } } }, ['error training.schedule.flat']],
  [
    'pairs from pictures that are none',
    { dataset: { kind: 'unpairedFolder', folder: 'a' }, evaluation: { metrics: ['frechet-vgg16-hed'] } },
    ['error method'],
  ],
  [
    'unpaired training with a head for each teacher',
    { method: 'omgd-unpaired', teachers: { wider: {} } },
    ['error discriminator.kind'],
  ],
  [
    'a best teacher by a measure that needs pairs',
    {
      ...UNPAIRED,
      dataset: { kind: 'unpairedFolder', folder: 'a' },
      evaluation: { metrics: ['frechet-vgg16-hed'], teacherMetric: 'ssim' },
    },
    ['error evaluation.teacherMetric'],
  ],
  [
    'identity between one channel and three',
    { ...UNPAIRED, preprocess: { inputChannels: 1 } },
    ['error losses.identityWeight'],
  ],
  ['a batch larger than the set', { preprocess: { maximumPairs: 2 } }, ['error training.batchSize']],
];

for (const [what, input, expected] of IMPOSSIBLE) {
  test(`${what} cannot run, and the setting to change is named`, () => assert.deepEqual(findings(input), expected));
}

const DOUBTFUL: readonly (readonly [string, Omit<PipelineInput, 'version'>, readonly string[]])[] = [
  ['a random perceptual network', { perceptual: { kind: 'random' } }, ['warning perceptual.kind']],
  ['a student as wide as its teacher', { student: { ngf: 64 } }, ['warning student.ngf']],
  [
    'unpaired pictures measured against targets',
    { ...UNPAIRED, dataset: { kind: 'unpairedFolder', folder: 'a' } },
    ['warning evaluation.metrics'],
  ],
  [
    'a deeper teacher of unpaired training',
    { ...UNPAIRED, teachers: { wider: {}, deeper: {} } },
    ['warning teachers.deeper'],
  ],
  [
    'a CycleGAN whose way back knows nothing',
    { ...UNPAIRED, teachers: { wider: { start: { kind: 'weights', file: 'latest_net_G_A.pth' } } } },
    ['warning cycle.backward.start.kind'],
  ],
  [
    'a way back with weights beside a generator without',
    { ...UNPAIRED, cycle: { backward: { start: { kind: 'weights', file: 'latest_net_G_B.pth' } } } },
    ['warning teachers.wider.start.kind'],
  ],
  [
    'parts of a CycleGAN in paired training',
    { cycle: { discriminator: { start: { kind: 'weights', file: 'latest_net_D_A.pth' } } } },
    ['warning cycle.discriminator.start.kind'],
  ],
  [
    'pix2pix with teachers and nDis',
    { method: 'pix2pix', training: { nDis: 2 } },
    ['warning teachers', 'warning training.nDis'],
  ],
];

for (const [what, input, expected] of DOUBTFUL) {
  test(`${what} can run, with a warning`, () => assert.deepEqual(findings(input), expected));
}

test('errors come before warnings and every finding ends as a sentence', () => {
  const document = PipelineSchema.parse({ version: 1, perceptual: { kind: 'random' }, teachers: { deeper: {} } });
  const found = checkPipeline(document);
  assert.deepEqual(found.map(isError), [true, false]);
  for (const { message } of found) assert.match(message, /\.$/);
});

test('the smallest crop that the check allows is the smallest that the discriminator can take', () => {
  for (const nLayers of [1, 2, 3, 4, 5]) {
    const discriminator = { kind: 'n_layers', nLayers } as const;
    const smallest = 3 * 2 ** nLayers;
    const [head] = describePipeline(PipelineSchema.parse({ version: 1, discriminator })).discriminator.heads;
    const scoresAt = (side: number) => inferShapes(head!, { height: side, width: side }).get(head!.output)!.height;
    assert.equal(scoresAt(smallest), 1);
    assert.throws(() => scoresAt(smallest - 1), RangeError);
  }
});

test('LPIPS needs pictures that its network does not pool away', () => {
  const weights = { alexnet: 'a.pth', 'lpips-alex': 'b.pth' };
  const document = (cropSize: number) => ({ preprocess: { cropSize }, evaluation: { metrics: ['lpips' as const], weights } }); // prettier-ignore
  assert.ok(findings(document(24)).includes('error evaluation.metrics'));
  assert.ok(!findings(document(32)).includes('error evaluation.metrics'));
});
