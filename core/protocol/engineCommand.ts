/** What the host process says to the engine. */
import { z } from 'zod';
import { CountSchema } from './scalars.ts';

const sequence = CountSchema;

/** What of the machine a run may use, where it shares it with others. */
export const MachineShareSchema = z.strictObject({
  /** Processor threads, unless the document asks for a number itself. */
  threads: z.int().min(1).optional(),
  /** Index of the only GPU that the run sees. */
  gpu: z.int().min(0).optional(),
  /** Give way to whatever else wants the processor. */
  background: z.boolean().optional(),
});
export type MachineShare = z.infer<typeof MachineShareSchema>;

export const EngineCommandSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('start'),
    sequence,
    runId: z.string().min(1),
    /** The pipeline document; the engine reads it with core/pipeline. */
    document: z.record(z.string(), z.unknown()),
    /** Folder that relative paths in the document are relative to; absolute. */
    documentDirectory: z.string().min(1),
    /** Folder of this run's files: checkpoints and weights; absolute. */
    runDirectory: z.string().min(1),
    resume: z
      .strictObject({
        checkpointPath: z.string().min(1),
        bestValue: z.number().optional(),
        /** sha256 of the perceptual network's weights, as the run began with it. */
        perceptual: z.string().optional(),
      })
      .optional(),
    /** Checkpoints of the runs that the document takes teachers from, by the id in the document; absolute. */
    earlierRuns: z.record(z.string(), z.string().min(1)).optional(),
    /** Files of the weights library, by id; absolute. */
    library: z.record(z.string(), z.string().min(1)).optional(),
    /** Stop there, measured and saved, as if the user had asked for it: the run can go on exactly as planned. */
    untilStep: z.int().min(1).optional(),
    share: MachineShareSchema.optional(),
  }),
  z.strictObject({ kind: z.literal('pause'), sequence }),
  z.strictObject({ kind: z.literal('resume'), sequence }),
  /** Finish the step, save a checkpoint, answer `stopped`. */
  z.strictObject({ kind: z.literal('stop'), sequence }),
]);
export type EngineCommand = z.infer<typeof EngineCommandSchema>;
export type EngineCommandOf<Kind extends EngineCommand['kind']> = Extract<EngineCommand, { kind: Kind }>;

/** Throws a ZodError if `value` is no command: both ends are ours, so that is a fault in the program. */
export function parseEngineCommand(value: unknown): EngineCommand {
  return EngineCommandSchema.parse(value);
}
