/** Small schemas that messages and the store have in common. Steps, epochs and sequence numbers count from 0. */
import { z } from 'zod';

export const CountSchema = z.int().min(0);

/** Any number, NaN and ±Infinity too: z.number() refuses them, and those are what a broken run has to tell. */
export const AnyNumberSchema = z.custom<number>((value) => typeof value === 'number', { error: 'must be a number' });

export const LogLevelSchema = z.enum(['debug', 'info', 'warning', 'error']);
export type LogLevel = z.infer<typeof LogLevelSchema>;

/** `teacher-chosen`: which snapshot of a CycleGAN teaches the student from now on, and how it was measured. */
export const LogCodeSchema = z.enum(['teacher-chosen']);
export type LogCode = z.infer<typeof LogCodeSchema>;

/** Whose picture a preview is, in the order in which they are shown. The last three are a CycleGAN's: there and back, the way back, and that there again. */
export const PreviewRoleSchema = z.enum([
  'input',
  'target',
  'wider',
  'deeper',
  'student',
  'cycle',
  'backward',
  'backwardCycle',
]);
export type PreviewRole = z.infer<typeof PreviewRoleSchema>;

/**
 * Whose output was evaluated; `input` is the trivial answer "output = input", `backward` a CycleGAN's generator for the
 * other direction, measured against pictures of the input's kind.
 */
export const EvaluatedRoleSchema = z.enum(['input', 'wider', 'deeper', 'student', 'backward']);
export type EvaluatedRole = z.infer<typeof EvaluatedRoleSchema>;

/** Generators that a run leaves behind, to be exported: those that take part, and of a CycleGAN the one of the way back. */
export const KeptRoleSchema = z.enum(['student', 'wider', 'deeper', 'backward']);
export type KeptRole = z.infer<typeof KeptRoleSchema>;

/** Why a checkpoint is kept: it was its turn, the run ended there, or it is the best one so far. */
export const CheckpointPurposeSchema = z.enum(['regular', 'final', 'best']);
export type CheckpointPurpose = z.infer<typeof CheckpointPurposeSchema>;

/** Names and versions of what computed a run: studio, node, tensorflow, … */
export const VersionsSchema = z.record(z.string(), z.string());
export type Versions = z.infer<typeof VersionsSchema>;

/** Which part of a dataset: train teaches, validation is shown and measured during a run, test is kept for the end. */
export const SplitSchema = z.enum(['train', 'validation', 'test']);
export type Split = z.infer<typeof SplitSchema>;
