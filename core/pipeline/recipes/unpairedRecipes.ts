/** The paper's unpaired recipes at every student width that the authors published a script for (METHOD "Unpaired training"). */
import type { PipelineInput } from '../schema.ts';
import type { PaperRecipe } from './paperRecipes.ts';

interface Task {
  readonly id: string;
  readonly title: string;
  readonly folder: string;
  readonly channelWeight: number;
  readonly widths: readonly { readonly student: number; readonly teacher: number; readonly blockLength: number }[];
}

const TASKS: readonly Task[] = [
  {
    id: 'horse2zebra',
    title: 'CycleGAN, horse → zebra',
    folder: 'horse2zebra',
    channelWeight: 500,
    widths: [
      { student: 16, teacher: 64, blockLength: 10 },
      { student: 12, teacher: 48, blockLength: 12 },
      { student: 8, teacher: 48, blockLength: 8 },
    ],
  },
  {
    id: 'summer2winter',
    title: 'CycleGAN, summer → winter',
    folder: 'summer2winter_yosemite',
    channelWeight: 100,
    widths: [
      { student: 16, teacher: 64, blockLength: 6 },
      { student: 12, teacher: 48, blockLength: 6 },
      { student: 8, teacher: 48, blockLength: 6 },
    ],
  },
];

export const UNPAIRED_RECIPES: readonly PaperRecipe[] = TASKS.flatMap((task) =>
  task.widths.map(({ student, teacher, blockLength }) => {
    const title = `${task.title}, width ${student}`;
    const input: PipelineInput = {
      version: 1,
      name: title,
      method: 'omgd-unpaired',
      dataset: { kind: 'unpairedFolder', folder: task.folder },
      teachers: { wider: { architecture: 'mobile_resnet_9blocks', ngf: teacher } },
      student: { architecture: 'mobile_resnet_9blocks', ngf: student },
      discriminator: { kind: 'n_layers', ndf: 64, ganMode: 'lsgan' },
      losses: { channelWeight: task.channelWeight },
      training: {
        batchSize: 1,
        nDis: 4,
        blockLength,
        schedule: { unit: 'epochs', flat: 100, decay: 100 },
      },
      // Pictures that do not belong together can be measured as sets only.
      evaluation: {
        interval: { every: blockLength, unit: 'epochs' },
        samples: 120,
        metrics: ['frechet-vgg16-hed'],
        teacherMetric: 'frechet-vgg16-hed',
        realPictures: 'all',
      },
      previews: { interval: { every: 2, unit: 'epochs' } },
      checkpoints: { interval: { every: 1, unit: 'epochs' } },
    };
    return { id: `paper-${task.id}-${student}`, title, input };
  }),
);
