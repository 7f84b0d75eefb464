/** What the host process says to the engine. */
import { z } from 'zod';
import { CountSchema } from './scalars.ts';

const sequence = CountSchema;

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
    resume: z.strictObject({ checkpointPath: z.string().min(1) }).optional(),
  }),
  z.strictObject({ kind: z.literal('pause'), sequence }),
  z.strictObject({ kind: z.literal('resume'), sequence }),
  /** Finish the step, save a checkpoint, answer `stopped`. */
  z.strictObject({ kind: z.literal('stop'), sequence }),
]);
export type EngineCommand = z.infer<typeof EngineCommandSchema>;

/** Throws a ZodError if `value` is no command: both ends are ours, so that is a fault in the program. */
export function parseEngineCommand(value: unknown): EngineCommand {
  return EngineCommandSchema.parse(value);
}
