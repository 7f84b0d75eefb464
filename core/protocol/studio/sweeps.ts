/** Sweeps: previewed, started, steered, and how they stand. The main process reads the document (core/pipeline/sweepDocument.ts). */
import { z } from 'zod';
import { ComputeTargetSchema } from '../computeTarget.ts';
import { SweepInfoSchema, SweepRunSchema } from '../sweepRecords.ts';
import { channel, Done, DocumentOriginSchema, IdSchema, Nothing, RawDocumentSchema } from './channel.ts';
import { TimeEstimateSchema } from './system.ts';

const SweepIdRequestSchema = z.strictObject({ sweepId: IdSchema });

/** Dotted path of a setting → its value in a candidate; null: taken away. */
export const CandidateSettingsSchema = z.record(z.string(), z.json());
export type CandidateSettings = z.infer<typeof CandidateSettingsSchema>;

export const SweepCandidateSchema = z.strictObject({
  settings: CandidateSettingsSchema,
  /** Of the student, for one picture of the crop size, counted the paper's way. */
  macs: z.number(),
  parameters: z.number(),
  /** How many times the wider teacher's MACs are the student's; null without such a teacher. */
  timesFewerMacs: z.number().nullable(),
  /** Of one run to its end; null as in an estimate. */
  totalSteps: TimeEstimateSchema.shape.totalSteps,
  totalSeconds: TimeEstimateSchema.shape.totalSeconds,
});
export type SweepCandidate = z.infer<typeof SweepCandidateSchema>;

export const StudioSweepPreviewSchema = z.strictObject({
  candidates: z.array(SweepCandidateSchema),
  /** What is not run, and why. */
  refused: z.array(z.strictObject({ settings: CandidateSettingsSchema, reason: z.string() })),
  /** Candidates times seeds. */
  runs: z.number(),
  /** Training time of all runs one after the other on this machine; null if that of one of them is not known. */
  totalSeconds: TimeEstimateSchema.shape.totalSeconds,
  basis: TimeEstimateSchema.shape.basis,
});
export type StudioSweepPreview = z.infer<typeof StudioSweepPreviewSchema>;

export const StudioSweepRunSchema = SweepRunSchema.extend({
  settings: CandidateSettingsSchema,
  /** The student's latest value of every metric that it was measured with. */
  qualities: z.record(z.string(), z.number()),
});
export type StudioSweepRun = z.infer<typeof StudioSweepRunSchema>;

export const StudioSweepSchema = SweepInfoSchema.extend({
  document: RawDocumentSchema,
  /** By candidate and seed. */
  runs: z.array(StudioSweepRunSchema),
  /** This studio works on it, and not another program. */
  isOurs: z.boolean(),
  /** Name of the run or sweep after which its turn comes; null if nothing holds it up. */
  waitsFor: z.string().nullable(),
  /** null where nobody can tell. */
  secondsLeft: z.number().nullable(),
});
export type StudioSweep = z.infer<typeof StudioSweepSchema>;

export const SweepSummarySchema = SweepInfoSchema.extend({
  runs: z.number(),
  finished: z.number(),
  /** Runs that train just now. */
  active: z.number(),
  isOurs: z.boolean(),
});
export type SweepSummary = z.infer<typeof SweepSummarySchema>;

const SweepSourceSchema = z.strictObject({
  document: RawDocumentSchema,
  origin: DocumentOriginSchema,
  target: ComputeTargetSchema,
});

export const sweeps = {
  /** Newest first. */
  list: channel(Nothing, z.array(SweepSummarySchema)),
  get: channel(SweepIdRequestSchema, StudioSweepSchema),
  /** What a sweep would do, without starting it; nothing is fetched for that. */
  preview: channel(SweepSourceSchema, StudioSweepPreviewSchema),
  /** Creates the sweep with all its runs and begins to work on it. */
  start: channel(SweepSourceSchema, SweepIdRequestSchema),
  /** Goes on with a sweep that nobody works on. */
  resume: channel(SweepIdRequestSchema, Done),
  /** Holds the active runs; `continue` lets them go on. Whichever program works on the sweep obeys. */
  pause: channel(SweepIdRequestSchema, Done),
  continue: channel(SweepIdRequestSchema, Done),
  /** Saves and stops the active runs and begins no others; `resume` goes on. */
  stop: channel(SweepIdRequestSchema, Done),
  /** Takes a run out of its sweep, or back in. */
  leaveOut: channel(z.strictObject({ runId: IdSchema, leftOut: z.boolean() }), Done),
  /** More runs for every candidate that was not given up. */
  addSeeds: channel(
    SweepIdRequestSchema.extend({ seeds: z.array(z.int().min(0).max(0xffff_ffff)).min(1).max(100) }),
    z.strictObject({ added: z.number() }),
  ),
};
