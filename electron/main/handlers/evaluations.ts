/** Measuring checkpoints again. */
import type { HandlersOf } from '../ipc/handlers.ts';
import type { Evaluator } from '../work/evaluator.ts';
import type { OneAtATime } from '../work/oneAtATime.ts';

export interface EvaluationServices {
  readonly evaluator: Evaluator;
  readonly work: OneAtATime;
}

export function createEvaluationHandlers({ evaluator, work }: EvaluationServices): HandlersOf<'evaluations'> {
  return {
    choices: ({ runId }) => evaluator.choices(runId),
    start: (request) => evaluator.start(request),
    stop: () => work.stop(),
  };
}
