/** Job that measures a checkpoint. It loads TensorFlow, so it runs in a process of its own (`startAlone`). */
import { loadTensorFlow } from '../../core/engine/runtime/load.ts';
import type { TensorFlow } from '../../core/ops/tensorflow.ts';
import type { EvaluationProgress } from '../../core/trainer/evaluateCheckpoint.ts';
import {
  performEvaluation,
  type EvaluationJob,
  type PerformedEvaluation,
} from '../../core/trainer/performEvaluation.ts';

export async function evaluate(
  job: EvaluationJob,
  report: (progress: EvaluationProgress) => void,
): Promise<PerformedEvaluation> {
  const tf = loadTensorFlow() as unknown as TensorFlow;
  return await performEvaluation(tf, job, report);
}
