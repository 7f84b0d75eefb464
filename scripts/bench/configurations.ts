/** What is timed: the three configurations of the authors' code that the project compares itself with, and the demo. */
import { parsePipeline, presetById, type PipelineDocument, type PipelineInput } from '../../core/pipeline/index.ts';

export interface Configuration {
  readonly id: string;
  readonly label: string;
  readonly document: PipelineDocument;
}

const RESNET = { wider: 'mobile_resnet_9blocks', deeper: 'mobile_deepest_resnet' } as const;
const UNET = { wider: 'unet_256', deeper: 'unet_deepest_256' } as const;

interface Widths {
  readonly wider: number;
  readonly deeper: number;
  readonly student: number;
  readonly ndf: number;
}

function paired(family: typeof RESNET | typeof UNET, widths: Widths, size: number): PipelineInput {
  const isUnet = family === UNET;
  return {
    version: 1,
    preprocess: { loadSize: size, cropSize: size, flip: false },
    norm: isUnet ? 'batch' : 'instance',
    teachers: {
      wider: { architecture: family.wider, ngf: widths.wider },
      deeper: { architecture: family.deeper, ngf: widths.deeper },
    },
    student: { architecture: family.wider, ngf: widths.student },
    discriminator: { kind: 'multi_n_layers', ndf: widths.ndf, nShare: isUnet ? 5 : 3 },
    losses: { channelWeight: isUnet ? 10 : 100 },
    training: { batchSize: 1 },
  };
}

const FULL: Widths = { wider: 64, deeper: 16, student: 16, ndf: 128 };
const INPUTS: Readonly<Record<string, readonly [string, PipelineInput]>> = {
  A: ['U-Net, wider 64, deeper 16, student 16, ndf 128, 256 px, batch 1', paired(UNET, FULL, 256)],
  B: ['mobile ResNet, wider 64, deeper 16, student 16, ndf 128, 256 px, batch 1', paired(RESNET, FULL, 256)],
  C: [
    'mobile ResNet, wider 16, deeper 8, student 8, ndf 32, 128 px, batch 1',
    paired(RESNET, { wider: 16, deeper: 8, student: 8, ndf: 32 }, 128),
  ],
};

/** The demo's student, trained plainly: what the wall-time comparison of docs/results.md needs. */
function plainDemo(): PipelineInput {
  const { preprocess, student, dataset, training } = presetById('demo-edges2emoji').document;
  return {
    version: 1,
    method: 'pix2pix',
    dataset,
    preprocess,
    student,
    training,
    discriminator: { kind: 'n_layers', ndf: 32 },
  };
}

/** Configurations by id, in the given order. Throws a sentence about an unknown id. */
export function configurations(ids: readonly string[]): Configuration[] {
  return ids.map((id) => {
    if (id === 'demo') return { id, label: 'the demo', document: documentOf(presetById('demo-edges2emoji').document) };
    if (id === 'plain') return { id, label: "the demo's student with pix2pix", document: documentOf(plainDemo()) };
    const found = INPUTS[id];
    if (!found) throw new Error(`There is no configuration "${id}"; there are A, B, C, demo and plain.`);
    return { id, label: found[0], document: documentOf(found[1]) };
  });
}

function documentOf(input: unknown): PipelineDocument {
  const parsed = parsePipeline(input);
  if (!parsed.ok) throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
  return parsed.document;
}
