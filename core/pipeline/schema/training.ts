/** The part of the pipeline document that says how long and how fast is trained, and what is kept on the way. */
import { z } from 'zod';
import type { LibraryId } from '../../protocol/libraryIds.ts';
import { libraryReference } from '../libraryWeights.ts';
import { DEFAULT_METRICS, METRICS } from '../metrics.ts';
import { SegmentationSchema } from './segmentation.ts';

/** How long the run is. The rate stays flat first, then falls in a straight line to 0, counted in the same unit. */
export const ScheduleSchema = z.discriminatedUnion('unit', [
  z.strictObject({
    unit: z.literal('epochs'),
    flat: z.int().min(0).default(100),
    decay: z.int().min(0).default(100),
  }),
  z.strictObject({ unit: z.literal('steps'), flat: z.int().min(0), decay: z.int().min(0).default(0) }),
]);
export type Schedule = z.infer<typeof ScheduleSchema>;

/** Something that happens again and again, and in any case at the end of the run. */
export const IntervalSchema = z.strictObject({
  every: z.int().min(1),
  unit: z.enum(['epochs', 'steps']),
});
export type Interval = z.infer<typeof IntervalSchema>;

const beta = (paper: number) => z.number().min(0).lt(1).default(paper);

export const TrainingSchema = z.strictObject({
  seed: z.int().min(0).max(0xffff_ffff).default(233),
  batchSize: z.int().min(1).max(1024).default(4),
  schedule: ScheduleSchema.prefault({ unit: 'epochs' }),
  learningRate: z.number().positive().max(1).default(2e-4),
  beta1: beta(0.5),
  beta2: beta(0.999),
  nDis: z.int().min(1).default(1),
  /** Unpaired: how long the teacher trains between the student's blocks, in the schedule's unit (save_epoch_freq). */
  blockLength: z.int().min(1).default(20),
  /** Unpaired: earlier generated pictures that the discriminators may see again. */
  poolSize: z.int().min(0).max(10_000).default(50),
  execution: z.enum(['captured', 'eager']).default('captured'),
  threads: z.int().min(1).max(1024).optional(),
});

/** A file with weights: the library's where nothing else is said, absolute, or relative to the folder of the document. */
const weightsFile = (id: LibraryId) => z.string().min(1).default(libraryReference(id));
/** The networks that metrics need, by their id in the weights library. */
const metricWeights = z.strictObject({
  inception: weightsFile('inception'),
  alexnet: weightsFile('alexnet'),
  'lpips-alex': weightsFile('lpips-alex'),
  vgg16: weightsFile('vgg16'),
  'lpips-vgg': weightsFile('lpips-vgg'),
});

export const EvaluationSchema = z.strictObject({
  interval: IntervalSchema.prefault({ every: 5, unit: 'epochs' }),
  samples: z.int().min(1).default(64),
  metrics: z
    .array(z.enum(METRICS))
    .min(1)
    .default([...DEFAULT_METRICS]),
  weights: metricWeights.prefault({}),
  segmentation: SegmentationSchema.prefault({}),
  /** What sets of generated pictures are compared with: the held-out pictures that are measured, or all of the dataset. */
  realPictures: z.enum(['held-out', 'all']).default('held-out'),
  bestBy: z.enum(METRICS).optional(),
  /** Unpaired: the measure by which the best teacher is chosen; without it the first of `metrics`. */
  teacherMetric: z.enum(METRICS).optional(),
});

export const PreviewsSchema = z.strictObject({
  interval: IntervalSchema.prefault({ every: 1, unit: 'epochs' }),
  samples: z.int().min(1).max(64).default(4),
});

export const CheckpointsSchema = z.strictObject({
  interval: IntervalSchema.prefault({ every: 5, unit: 'epochs' }),
  keep: z.int().min(1).default(2),
});
