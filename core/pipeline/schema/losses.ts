/** The part of the pipeline document that says how every image is judged. */
import { z } from 'zod';
import { sha256 } from './networks.ts';

const weight = (paper: number) => z.number().min(0).default(paper);

/** The weight λ of every term (METHOD: "Paired training" and "Unpaired training"). */
export const LossesSchema = z.strictObject({
  ganWeight: weight(1),
  reconWeight: weight(100),
  reconType: z.enum(['l1', 'l2', 'smooth_l1', 'vgg']).default('l1'),
  ssimWeight: weight(10),
  styleWeight: weight(1e4),
  featureWeight: weight(10),
  tvWeight: weight(1e-5),
  channelWeight: weight(100),
  cycleWeightA: weight(10),
  cycleWeightB: weight(10),
  identityWeight: weight(0.5),
});

/** The VGG16 trunk behind the style and feature terms. */
export const PerceptualSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('builtin-hed') }),
  z.strictObject({ kind: z.literal('file'), file: z.string().min(1), sha256 }),
  z.strictObject({ kind: z.literal('random') }),
]);
