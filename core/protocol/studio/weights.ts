/** Weights files that a generator can start from: chosen, and looked at before they are used. */
import { z } from 'zod';
import { channel, Nothing } from './channel.ts';

/** The generator that a file's weights fit, as the fields of a pipeline document. */
const FittingGeneratorSchema = z.strictObject({
  architecture: z.string(),
  ngf: z.number(),
  norm: z.enum(['batch', 'instance']),
  inputChannels: z.number(),
  outputChannels: z.number(),
  /** Of a pruned network: output channels by layer. */
  widths: z.record(z.string(), z.number()).nullable(),
});

export const WeightsInspectionSchema = z.strictObject({
  /** Absolute. */
  file: z.string().min(1),
  sha256: z.string(),
  /** For people, e.g. "PyTorch (zip container)". */
  format: z.string(),
  /** null: the file holds no generator that fits; `verdict` says why, with a table. */
  generator: FittingGeneratorSchema.nullable(),
  /** The network that was recognised, or what does not fit. */
  verdict: z.string(),
  /** What was renamed or left out. */
  notes: z.array(z.string()),
});
export type WeightsInspection = z.infer<typeof WeightsInspectionSchema>;

export const weights = {
  /** Asks for a weights file and looks at it. null: the person changed their mind. */
  pick: channel(Nothing, WeightsInspectionSchema.nullable()),
};
