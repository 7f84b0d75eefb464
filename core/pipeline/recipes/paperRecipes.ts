/**
 * The paper's four paired recipes at every student width that the authors published a script for (FIELD §1.4). Loss weights
 * that are the same everywhere are the schema's defaults and are not repeated here.
 */
import type { PipelineInput } from '../schema.ts';

interface Task {
  readonly id: string;
  readonly title: string;
  readonly family: 'unet' | 'resnet';
  readonly folder: string;
  readonly direction: 'AtoB' | 'BtoA';
  readonly batchSize: number;
  readonly nDis: number;
  readonly flat: number;
  readonly decay: number;
  readonly widths: readonly Width[];
}

/** What changes with the student's width; `n_share` and λ_CD are not the same at all of them. */
interface Width {
  readonly student: number;
  readonly wider: number;
  readonly deeper: number;
  readonly ndf: number;
  readonly nShare: number;
  readonly channelWeight: number;
}

const ARCHITECTURES = {
  unet: { wide: 'unet_256', deep: 'unet_deepest_256', norm: 'batch' },
  resnet: { wide: 'mobile_resnet_9blocks', deep: 'mobile_deepest_resnet', norm: 'instance' },
} as const;

const SHOES = { folder: 'edges2shoes', direction: 'AtoB', batchSize: 4, nDis: 1, flat: 100, decay: 100 } as const;
const CITYSCAPES = { folder: 'cityscapes', direction: 'BtoA', nDis: 3, flat: 300, decay: 450 } as const;

const FULL = { student: 16, wider: 64, deeper: 16, ndf: 128 } as const;
const THREE_QUARTERS = { student: 12, wider: 48, deeper: 12, ndf: 96 } as const;
/** The authors give the smallest student the teachers of the 12-channel one. */
const HALF = { student: 8, wider: 48, deeper: 12, ndf: 96 } as const;
const LARGE = { student: 24, wider: 96, deeper: 24, ndf: 128 } as const;

const TASKS: readonly Task[] = [
  {
    ...SHOES,
    id: 'unet-edges2shoes',
    title: 'U-Net, edges → shoes',
    family: 'unet',
    widths: [
      { ...FULL, nShare: 5, channelWeight: 10 },
      { ...THREE_QUARTERS, nShare: 5, channelWeight: 10 },
      { ...HALF, nShare: 5, channelWeight: 10 },
    ],
  },
  {
    ...CITYSCAPES,
    id: 'unet-cityscapes',
    title: 'U-Net, cityscapes labels → photo',
    family: 'unet',
    batchSize: 4,
    widths: [
      { ...FULL, nShare: 5, channelWeight: 50 },
      { ...THREE_QUARTERS, nShare: 5, channelWeight: 50 },
      { ...HALF, nShare: 3, channelWeight: 50 },
    ],
  },
  {
    ...SHOES,
    id: 'resnet-edges2shoes',
    title: 'Resnet, edges → shoes',
    family: 'resnet',
    widths: [
      { ...FULL, nShare: 3, channelWeight: 100 },
      { ...THREE_QUARTERS, nShare: 3, channelWeight: 1000 },
      { ...HALF, nShare: 3, channelWeight: 1000 },
      // The authors' script names an architecture and a flag that their code does not have; these are the evident meanings.
      { ...LARGE, nShare: 3, channelWeight: 100 },
    ],
  },
  {
    ...CITYSCAPES,
    id: 'resnet-cityscapes',
    title: 'Resnet, cityscapes labels → photo',
    family: 'resnet',
    batchSize: 1,
    widths: [
      { ...FULL, nShare: 4, channelWeight: 0 },
      { ...THREE_QUARTERS, nShare: 3, channelWeight: 0 },
      { ...HALF, nShare: 3, channelWeight: 0 },
      { ...LARGE, nShare: 3, channelWeight: 0 },
    ],
  },
];

export interface PaperRecipe {
  readonly id: string;
  readonly title: string;
  readonly input: PipelineInput;
}

export const PAPER_RECIPES: readonly PaperRecipe[] = TASKS.flatMap((task) =>
  task.widths.map((width) => recipe(task, width)),
);

function recipe(task: Task, width: Width): PaperRecipe {
  const { wide, deep, norm } = ARCHITECTURES[task.family];
  const title = `${task.title}, width ${width.student}`;
  const input: PipelineInput = {
    version: 1,
    name: title,
    dataset: { kind: 'sideBySide', folder: task.folder, direction: task.direction },
    teachers: { wider: { architecture: wide, ngf: width.wider }, deeper: { architecture: deep, ngf: width.deeper } },
    student: { architecture: wide, ngf: width.student },
    norm,
    discriminator: { kind: 'multi_n_layers', ndf: width.ndf, nShare: width.nShare },
    losses: { channelWeight: width.channelWeight },
    training: {
      batchSize: task.batchSize,
      nDis: task.nDis,
      schedule: { unit: 'epochs', flat: task.flat, decay: task.decay },
    },
  };
  return { id: `paper-${task.id}-${width.student}`, title, input };
}
