/** What both runners of one program are started with, and that both computed the same. */
import assert from 'node:assert/strict';
import { PAPER_ADAM } from '../../core/distill/adam.ts';
import type { RunnerOptions, StepResult, TrainingState } from '../../core/distill/runner.ts';
import type { Ops } from '../../core/ops/ops.ts';
import type { PipelineDocument } from '../../core/pipeline/index.ts';
import { initialState } from '../../core/trainer/initialState.ts';
import { openTrunk, programOfDocument } from '../../core/trainer/openRunner.ts';
import { farthest } from '../fixtures/tensorflow.ts';

export const LEARNING_RATE = 2e-4;

export async function runnerOptions(ops: Ops, document: PipelineDocument): Promise<RunnerOptions> {
  const program = programOfDocument(ops, document, await openTrunk(ops, document, { directory: '.' }));
  return { ops, program, adam: PAPER_ADAM, initial: initialState(program.variables, document.training.seed) };
}

type Losses = StepResult['losses'];

/** @param exact whether both started from the same weights: later ones differ where Adam amplified rounding */
export function assertSameLosses(actual: Losses, expected: Losses, place: string, exact: boolean): void {
  assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort());
  for (const [term, value] of Object.entries(expected)) {
    const tolerance = (exact ? 1e-4 : 5e-2) * Math.max(1, Math.abs(value));
    assert.ok(Math.abs(actual[term]! - value) <= tolerance, `${place} ${term}`);
  }
}

/** @param steps the most steps that an optimiser has made */
export function assertSameState(
  actual: TrainingState,
  expected: TrainingState,
  { variables }: RunnerOptions['program'],
  steps: number,
): void {
  assert.deepEqual(actual.updates, expected.updates);
  for (const { name, trainable } of variables) {
    const difference = farthest(actual.variables[name]!, expected.variables[name]!);
    // Adam's first steps are ± the learning rate even where the gradient is rounding noise, hence twice of each.
    if (trainable) assert.ok(difference <= 2 * steps * LEARNING_RATE * 1.2, `${name} differs by ${difference}`);
  }
}
