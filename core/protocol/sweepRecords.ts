/** A sweep and its runs, as the store returns them and the studio's window sees them. */
import { z } from 'zod';
import { ComputeTargetSchema } from './computeTarget.ts';
import { RunStateSchema } from './runState.ts';
import { AnyNumberSchema } from './scalars.ts';

/** What the person who looks after a sweep wants of it; whoever works on it obeys. */
export const SweepWishSchema = z.enum(['run', 'pause', 'stop']);
export type SweepWish = z.infer<typeof SweepWishSchema>;

/** - `interrupted`: it should run, but nobody works on it any more. */
export const SweepStateSchema = z.enum(['running', 'paused', 'stopping', 'stopped', 'interrupted', 'finished']);
export type SweepState = z.infer<typeof SweepStateSchema>;

export const SWEEP_STATE_LABELS: Readonly<Record<SweepState, string>> = {
  running: 'Running',
  paused: 'Paused',
  stopping: 'Stopping after this step',
  stopped: 'Stopped',
  interrupted: 'Interrupted',
  finished: 'Finished',
};

export const SweepInfoSchema = z.object({
  id: z.string(),
  name: z.string(),
  state: SweepStateSchema,
  target: ComputeTargetSchema,
  createdMs: z.number(),
});
export type SweepInfo = z.infer<typeof SweepInfoSchema>;

/** The latest evaluation of a student. */
export const QualitySchema = z.object({ step: z.number(), value: AnyNumberSchema });
export type Quality = z.infer<typeof QualitySchema>;

export const SweepRunSchema = z.object({
  runId: z.string(),
  /** Runs of one candidate differ in the seed only. */
  candidate: z.number(),
  /** The settings of the candidate, for people. */
  label: z.string(),
  seed: z.number(),
  /** Of the student, for one picture of the crop size, counted the paper's way. */
  macs: z.number(),
  parameters: z.number(),
  /** A person took it out of the sweep. */
  leftOut: z.boolean(),
  /** The step at which a successive halving gave its candidate up. */
  givenUpStep: z.number().nullable(),
  state: RunStateSchema,
  step: z.number(),
  totalSteps: z.number().nullable(),
  trainedMs: z.number(),
  endMessage: z.string().nullable(),
});
export type SweepRun = z.infer<typeof SweepRunSchema>;

/** Neither taken out by a person nor given up. */
export function isInPlay({ leftOut, givenUpStep }: Pick<SweepRun, 'leftOut' | 'givenUpStep'>): boolean {
  return !leftOut && givenUpStep === null;
}

/** Candidates that still have a run in play. */
export function candidatesInPlay(runs: readonly SweepRun[]): ReadonlySet<number> {
  return new Set(runs.filter(isInPlay).map(({ candidate }) => candidate));
}

/** How far a sweep is, in runs: those that were taken out or given up are not waited for. */
export function sweepProgress(runs: readonly SweepRun[]): { readonly finished: number; readonly runs: number } {
  const finished = runs.filter(({ state }) => state === 'finished');
  const open = runs.filter((run) => run.state !== 'finished' && isInPlay(run));
  return { finished: finished.length, runs: finished.length + open.length };
}
