/**
 * What the engine says to its host. `sequence` counts up by one from 0 within one engine, so a reader sees whether any
 * message was lost. `step` counts finished steps: 0 is before the first one.
 */
import { z } from 'zod';
import { ErrorCodeSchema } from './errorCodes.ts';
import {
  AnyNumberSchema,
  CheckpointPurposeSchema,
  CountSchema,
  EvaluatedRoleSchema,
  LogCodeSchema,
  LogLevelSchema,
  PreviewRoleSchema,
  SplitSchema,
  VersionsSchema,
} from './scalars.ts';
import { WarningCodeSchema } from './warningCodes.ts';
import { WeightsUseSchema } from './weightsUse.ts';

const milliseconds = z.number().min(0);
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);

/** One step's numbers, by name. */
export const MetricPointSchema = z.strictObject({
  step: CountSchema,
  epoch: CountSchema,
  /** Training time of the run up to this step, pauses and time between sessions left out. */
  trainedMs: milliseconds,
  values: z.record(z.string().min(1), AnyNumberSchema),
});
export type MetricPoint = z.infer<typeof MetricPointSchema>;

export const PreviewSchema = z.strictObject({
  step: CountSchema,
  epoch: CountSchema,
  sampleId: z.string().min(1),
  role: PreviewRoleSchema,
  widthPixels: z.int().min(1),
  heightPixels: z.int().min(1),
  png: z.instanceof(Uint8Array),
});
export type Preview = z.infer<typeof PreviewSchema>;

export const CheckpointSchema = z.strictObject({
  step: CountSchema,
  epoch: CountSchema,
  /** Absolute. */
  path: z.string().min(1),
  sha256,
  bytes: CountSchema,
  purpose: CheckpointPurposeSchema,
});
export type Checkpoint = z.infer<typeof CheckpointSchema>;

/** What defines an evaluation beside its step, role and metric: with other details the numbers are not comparable. */
export const EvaluationDetailsSchema = z.strictObject({
  /** During training, or later by the command "evaluate". */
  source: z.enum(['training', 'evaluate']),
  split: SplitSchema,
  /** Draws subsets where a metric does so. */
  seed: CountSchema,
  /** Real pictures, where sets are compared. */
  realSamples: CountSchema.optional(),
  /** sha256 of the weights behind the metric, where they come from a file. */
  weights: z.string().optional(),
  /** The metric for each class by itself, where it is a mean over classes. */
  classes: z.record(z.string(), z.number()).optional(),
  /** Pairs that are in the training split and in another one: the numbers are too good. */
  leaks: CountSchema.optional(),
  /** sha256 of the checkpoint. */
  checkpoint: z.string().optional(),
  /** Of the studio. */
  version: z.string().optional(),
});
export type EvaluationDetails = z.infer<typeof EvaluationDetailsSchema>;

export const EvaluationSchema = z.strictObject({
  step: CountSchema,
  epoch: CountSchema,
  role: EvaluatedRoleSchema,
  metric: z.string().min(1),
  value: AnyNumberSchema,
  /** How many validation pairs were measured. */
  samples: z.int().min(1),
  /** The network behind the metric, where there is one. */
  extractor: z.string().min(1).optional(),
  details: EvaluationDetailsSchema.optional(),
});
export type Evaluation = z.infer<typeof EvaluationSchema>;

export const ProgressSchema = z.strictObject({
  step: CountSchema,
  totalSteps: CountSchema,
  epoch: CountSchema,
  trainedMs: milliseconds,
  stepsPerSecond: z.number().min(0),
  /** null until enough steps are timed. */
  etaSeconds: z.number().min(0).nullable(),
  memoryBytes: CountSchema,
});
export type Progress = z.infer<typeof ProgressSchema>;

export const FailureSchema = z.strictObject({
  code: ErrorCodeSchema,
  /** Whole sentences: what happened, where, what to do. */
  message: z.string().min(1),
  stack: z.string().optional(),
  step: CountSchema.optional(),
  /** The loss term that broke. */
  term: z.string().optional(),
});
export type Failure = z.infer<typeof FailureSchema>;

export const PhaseSchema = z.enum(['preparing', 'loading-data', 'building', 'training', 'evaluating', 'saving']);
export type Phase = z.infer<typeof PhaseSchema>;

function message<Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) {
  return z.strictObject({ kind: z.literal(kind), sequence: CountSchema, ...shape });
}

export const EngineMessageSchema = z.discriminatedUnion('kind', [
  message('ready', { versions: VersionsSchema, device: z.string().min(1), threads: z.int().min(1) }),
  /** What losses and metrics look through; comes before the first step. */
  message('weights', { used: z.array(WeightsUseSchema).min(1) }),
  message('phase', { phase: PhaseSchema, detail: z.string() }),
  message('progress', ProgressSchema.shape),
  /** Points of several steps at once, in the order of the steps. */
  message('metrics', { points: z.array(MetricPointSchema).min(1) }),
  message('preview', PreviewSchema.shape),
  message('checkpoint', CheckpointSchema.shape),
  message('evaluation', EvaluationSchema.shape),
  message('warning', { code: WarningCodeSchema, step: CountSchema, message: z.string().min(1) }),
  /** `code` tells what it is about, where the window treats it in its own way. */
  message('log', {
    level: LogLevelSchema,
    message: z.string(),
    code: LogCodeSchema.optional(),
    step: CountSchema.optional(),
  }),
  message('paused', { step: CountSchema }),
  message('resumed', { step: CountSchema }),
  message('finished', { step: CountSchema }),
  /** `checkpoint` is the path of the one that was just saved. */
  /** Without a checkpoint: it was stopped while its dataset was being fetched. */
  message('stopped', { step: CountSchema, checkpoint: z.string().min(1).optional() }),
  message('failed', FailureSchema.shape),
]);
export type EngineMessage = z.infer<typeof EngineMessageSchema>;
export type EngineMessageOf<Kind extends EngineMessage['kind']> = Extract<EngineMessage, { kind: Kind }>;

/** Throws a ZodError if `value` is no message: both ends are ours, so that is a fault in the program. */
export function parseEngineMessage(value: unknown): EngineMessage {
  return EngineMessageSchema.parse(value);
}
