/** Paired training as a program: the whole step, the student's step alone, and every generator's picture of the input. */
import { runNetwork } from '../ops/runNetwork.ts';
import { generatorsOf, variablesOf } from './plan.ts';
import type { ImageShape, Program } from './program.ts';
import { computeStep } from './step.ts';
import { lookUp, withTarget, type State, type StepContext } from './stepContext.ts';

export interface PairedOptions {
  readonly input: ImageShape;
  readonly target: ImageShape;
  /** Whether some steps train the student alone (n_dis > 1). */
  readonly hasStudentSteps: boolean;
}

export function pairedProgram(context: StepContext, { input, target, hasStudentSteps }: PairedOptions): Program {
  const step = (trainAdversarial: boolean) => ({
    compute: (state: State, batch: Parameters<typeof withTarget>[0]) =>
      computeStep(context, state, withTarget(batch), trainAdversarial),
    handsOut: [],
  });
  return {
    variables: variablesOf(context.plan),
    inputs: { a: input, b: target },
    steps: { full: step(true), ...(hasStudentSteps ? { student: step(false) } : {}) },
    passes: {
      training: (state, { a }) => {
        const images = generatorsOf(context.plan).map(({ role, network }) => {
          return [role, runNetwork(context.ops, network, lookUp(state, role), a, { training: false }).output];
        });
        return Object.fromEntries(images);
      },
    },
  };
}
