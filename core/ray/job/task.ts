/** What a job is to do: `task.json` in its working directory, read by start.mjs and main.ts. */
import { z } from 'zod';

export const TASK_FILE = 'task.json';

/** A file or folder on the node: an absolute path, or a path inside one of the packages that came with the job. */
export const PlaceSchema = z.union([
  z.strictObject({ path: z.string().startsWith('/') }),
  z.strictObject({ package: z.string().min(1), name: z.string() }),
]);
export type Place = z.infer<typeof PlaceSchema>;

/** What every version understands, so that a node with another one can say so. */
export const TaskHeaderSchema = z.looseObject({
  /** Version of the studio that sent it. */
  studio: z.string(),
  jobId: z.string().min(1),
  /** Folder of all jobs on the nodes. Default: one in Ray's log folder, from where Ray serves it. */
  jobsFolder: z.string().startsWith('/').optional(),
});

export const JobTaskSchema = z.strictObject({
  ...TaskHeaderSchema.shape,
  runId: z.string().min(1),
  /** Where OMGD Studio is installed on the node, or the package that brings it. */
  program: PlaceSchema,
  document: z.record(z.string(), z.unknown()),
  /** What relative paths in the document are relative to. Default: the working directory. */
  documentDirectory: PlaceSchema.optional(),
  /** As in the engine's command. */
  resume: z
    .strictObject({ checkpoint: PlaceSchema, bestValue: z.number().optional(), perceptual: z.string().optional() })
    .optional(),
  earlierRuns: z.record(z.string(), PlaceSchema),
  library: z.record(z.string(), PlaceSchema),
  untilStep: z.int().min(1).optional(),
  threads: z.int().min(1),
  /** How many checkpoints stay on the node, beside the best. */
  keep: z.int().min(1),
});
export type JobTask = z.infer<typeof JobTaskSchema>;
