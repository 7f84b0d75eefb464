/**
 * Where channel distillation listens (OMGD §3.3, METHOD "Tapped layers"): the same four node ids in the wider teacher and
 * in the student, each with its width as a multiple of ngf, so that a connector can be built for any pair of widths.
 */
import type { GeneratorArchitecture } from './options.ts';

export interface DistillationTap {
  /** Node id, the official module path. */
  readonly id: string;
  /** Channels at the tap = `channelsPerNgf` · ngf. */
  readonly channelsPerNgf: number;
}

const UNET_TAPS: readonly DistillationTap[] = [
  { id: 'model.model.1.model.3.model.0', channelsPerNgf: 2 },
  { id: 'model.model.1.model.3.model.3.model.3.model.0', channelsPerNgf: 8 },
  { id: 'model.model.1.model.3.model.3.model.4', channelsPerNgf: 16 },
  { id: 'model.model.1.model.4', channelsPerNgf: 4 },
];

/** After the last halving, and after the third, sixth and ninth block. */
const RESNET_TAPS: readonly DistillationTap[] = ['model.9', 'model.12', 'model.15', 'model.18'].map((id) => ({
  id,
  channelsPerNgf: 4,
}));

/**
 * The taps of a wider teacher, in the order of the connectors. Empty for the two deeper architectures: the method takes
 * only images from a deeper teacher.
 */
export function distillationTaps(teacher: GeneratorArchitecture): readonly DistillationTap[] {
  switch (teacher) {
    case 'unet_256':
      return UNET_TAPS;
    case 'mobile_resnet_9blocks':
    case 'resnet_9blocks':
      return RESNET_TAPS;
    case 'unet_deepest_256':
    case 'mobile_deepest_resnet':
      return [];
  }
}
