/** What a discriminator is: one network a teacher, which may have weights in common. */
import { weightsOf, type Network, type WeightSpec } from './graph.ts';

export interface Discriminator {
  /** Official name of the architecture, e.g. `multi_n_layers`. */
  readonly name: string;
  /**
   * `[all]`, or `[wider teacher, deeper teacher]`. Nodes of the same id in two heads are the same layer with the same
   * weights.
   */
  readonly heads: readonly Network[];
  /** Weights that the official state dict holds and no head reads. */
  readonly unused: readonly WeightSpec[];
}

export function singleHead(network: Network): Discriminator {
  return { name: network.name, heads: [network], unused: [] };
}

/** The weights that the heads read, each once. */
export function usedWeightsOf(discriminator: Discriminator): WeightSpec[] {
  const byName = new Map<string, WeightSpec>();
  for (const weight of discriminator.heads.flatMap(weightsOf)) byName.set(weight.name, weight);
  return [...byName.values()];
}

/** All weights of the official state dict, in its order. */
export function stateDictWeightsOf(discriminator: Discriminator): WeightSpec[] {
  const weights = [...usedWeightsOf(discriminator), ...discriminator.unused];
  // A single head is in order already. In `multi_n_layers` the modules count up as the digits in `block3s.0.block.1` do,
  // and within a module the order of the description stays, since sort is stable.
  if (discriminator.heads.length === 1) return weights;
  return weights.sort((a, b) => compareText(moduleOf(a.name), moduleOf(b.name)));
}

function moduleOf(weightName: string): string {
  return weightName.slice(0, weightName.lastIndexOf('.'));
}

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
