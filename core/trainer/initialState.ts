/**
 * The weights with which a run starts. A variable's numbers depend on the run's seed and the variable's name only, so a
 * student starts from the same weights whether it has two teachers or none.
 */
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { mixSeed } from '../data/random.ts';
import type { VariableSpec } from '../distill/plan.ts';
import type { TrainingState } from '../distill/runner.ts';

/** Standard deviation of every convolution's weights and of batch norm's scales around 1. */
const DEVIATION = 0.02;

export function initialState(specs: readonly VariableSpec[], seed: number): TrainingState {
  const variables = specs.map((spec): [string, Float32Array] => [spec.name, initialValues(spec, seed)]);
  return { variables: Object.fromEntries(variables), firstMoments: {}, secondMoments: {}, updates: {} };
}

function initialValues({ name, shape, init }: VariableSpec, seed: number): Float32Array {
  const count = shape.reduce((product, size) => product * size, 1);
  switch (init) {
    case 'zeros':
      return new Float32Array(count);
    case 'ones':
      return new Float32Array(count).fill(1);
    case 'normal':
      return normalValues(count, 0, mixSeed(seed, ...Buffer.from(name)));
    case 'normalAroundOne':
      return normalValues(count, 1, mixSeed(seed, ...Buffer.from(name)));
  }
}

/** Normally distributed numbers by the Box–Muller transform. */
function normalValues(count: number, mean: number, seed: number): Float32Array {
  const generator = xoroshiro128plus(seed);
  return Float32Array.from({ length: count }, () => {
    const radius = Math.sqrt(-2 * Math.log(1 - uniformFloat64(generator)));
    return mean + DEVIATION * radius * Math.cos(2 * Math.PI * uniformFloat64(generator));
  });
}
