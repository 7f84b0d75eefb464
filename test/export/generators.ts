/** Small generators for the tests of exports: those of the reference numbers, and one well-behaved one of each kind. */
import { describeGenerator, sizeMultipleOf, usualNormOf } from '../../core/networks/generators.ts';
import { weightsOf, type Network } from '../../core/networks/graph.ts';
import type { GeneratorArchitecture } from '../../core/networks/options.ts';
import type { NormKind } from '../../core/networks/graphBuilder.ts';
import type { Pictures } from '../../core/export/convention.ts';
import { initialState } from '../../core/trainer/initialState.ts';
import { CaseTensors } from '../../core/parity/referenceSet.ts';
import { weightsFromStateDict } from '../../core/weights/stateDict.ts';
import { generatorCases, referenceTensors } from '../fixtures/reference.ts';
import { wave } from '../fixtures/tensorflow.ts';

/** Of the weights that `initialState` makes. */
const INITIAL_DEVIATION = 0.02;

export interface TestGenerator {
  readonly network: Network;
  readonly weights: ReadonlyMap<string, Float32Array>;
}

export interface ReferenceGenerator extends TestGenerator {
  readonly name: string;
  readonly input: Pictures;
  /** What the authors' code makes of the input. */
  readonly output: Pictures;
}

/** The generators recorded with the authors' code. */
export function referenceGenerators(): ReferenceGenerator[] {
  return generatorCases().map(([name, config]) => {
    const tensors = new CaseTensors(referenceTensors(name));
    const network = describeGenerator({
      architecture: config.netG as GeneratorArchitecture,
      ngf: config.ngf,
      norm: config.norm as NormKind,
      inputChannels: config.input_nc,
      outputChannels: tensors.stored('output.eval').shape[1]!,
    });
    const weights = weightsFromStateDict(weightsOf(network), tensors.under('state.'), name);
    return { name, network, weights, input: tensors.image('input'), output: tensors.image('output.eval') };
  });
}

/** Random weights that keep activations at their size, and norms that do something. */
export function smallGenerator(architecture: GeneratorArchitecture, ngf = 2): TestGenerator {
  const norm = usualNormOf(architecture);
  const network = describeGenerator({ architecture, ngf, norm, inputChannels: 3, outputChannels: 3, dropoutRate: 0.5 });
  const specs = weightsOf(network);
  const { variables } = initialState(specs.map((spec) => ({ ...spec, group: 'student' })), 3); // prettier-ignore
  const weights = specs.map(({ name, kind, shape, init }): [string, Float32Array] => {
    if (kind === 'vector') return [name, wave(shape).map((value) => (init === 'zeros' ? 0 : 1) + 0.2 * value)];
    const fanIn = shape.slice(0, -1).reduce((product, size) => product * size, 1);
    return [name, variables[name]!.map((value) => value / INITIAL_DEVIATION / Math.sqrt(fanIn))];
  });
  return { network, weights: new Map(weights) };
}

/** Smooth pictures, at least of `sizes`, that the generator can halve without rest. */
export function pictures(architecture: GeneratorArchitecture, count: number, sizes = [64, 64]): Pictures {
  const [height = 0, width = 0] = sizes.map((size) => Math.max(size, sizeMultipleOf(architecture)));
  const values = Float32Array.from({ length: count * height * width * 3 }, (_, index) => {
    const [column, row] = [Math.floor(index / 3) % width, Math.floor(index / 3 / width)];
    return Math.sin(column / 7 + (index % 3)) * Math.cos(row / 5 - (index % 3));
  });
  return { values, shape: [count, height, width, 3] };
}
