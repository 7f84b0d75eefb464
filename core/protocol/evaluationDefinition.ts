/** Which evaluations are the same one, measured again. */
import type { Evaluation, EvaluationDetails } from './engineMessage.ts';

/** An evaluation as the engine says it or as the store has it, where '' and null stand for what is left out. */
export type DefinedEvaluation = Pick<Evaluation, 'step' | 'role' | 'metric' | 'samples'> & {
  readonly extractor?: string | undefined;
  readonly details?: EvaluationDetails | null | undefined;
};

/**
 * Everything that defines a number of a run, as one word: with another one the numbers stand beside each other. The index
 * `evaluation_by_definition` of the store has the same parts.
 */
export function definitionOf({ step, role, metric, samples, extractor = '', details }: DefinedEvaluation): string {
  const { source, split, realSamples, seed, weights, version } = details ?? {};
  return JSON.stringify([step, role, metric, extractor, samples, source, split, realSamples, seed, weights, version]);
}
