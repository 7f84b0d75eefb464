/** Measures a checkpoint, as planned; the numbers come with everything that defines them. */
import type { TensorFlow } from '../ops/tensorflow.ts';
import type { Checkpoint, Evaluation } from '../protocol/index.ts';
import { evaluateCheckpoint, type CheckpointEvaluation, type EvaluationProgress } from './evaluateCheckpoint.ts';
import { toEvaluation } from './toEvaluation.ts';

/** Plain data: it crosses borders between processes. */
export interface EvaluationJob {
  readonly checkpoint: Checkpoint;
  readonly task: CheckpointEvaluation;
}

export interface PerformedEvaluation {
  readonly evaluations: readonly Evaluation[];
  readonly split: string;
  readonly leaks: number;
}

/** @throws what `evaluateCheckpoint` throws */
export async function performEvaluation(
  tf: TensorFlow,
  { checkpoint, task }: EvaluationJob,
  onProgress: (progress: EvaluationProgress) => void,
): Promise<PerformedEvaluation> {
  const { measured, split, leaks } = await evaluateCheckpoint(tf, task, onProgress);
  const conditions = { source: 'evaluate', split, seed: task.seed, leaks, checkpoint: checkpoint.sha256 } as const;
  return { evaluations: measured.map((one) => toEvaluation(one, checkpoint, conditions)), split, leaks };
}
