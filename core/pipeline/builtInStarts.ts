/** The generators that come with the studio (resources/demo): a document may start from them. */
import type { GeneratorArchitecture } from '../networks/options.ts';

export interface BuiltInStart {
  /** `start.id` of a document. */
  readonly id: string;
  readonly title: string;
  readonly architecture: GeneratorArchitecture;
  readonly ngf: number;
  /** Where the weights come from. */
  readonly origin: string;
  readonly terms: string;
}

const ORIGIN = 'Trained with this studio for 9,500 steps on built-in outlines → emoji, at 64 × 64 pixels.';
const TERMS = 'The studio’s licence; the emoji are OpenMoji’s, CC BY-SA 4.0.';

export const BUILT_IN_STARTS = {
  wider: {
    id: 'demo/wider.safetensors',
    title: 'Wider teacher of the demo',
    architecture: 'mobile_resnet_9blocks',
    ngf: 32,
    origin: ORIGIN,
    terms: TERMS,
  },
  deeper: {
    id: 'demo/deeper.safetensors',
    title: 'Deeper teacher of the demo',
    architecture: 'mobile_deepest_resnet',
    ngf: 8,
    origin: ORIGIN,
    terms: TERMS,
  },
} as const satisfies Readonly<Record<string, BuiltInStart>>;
