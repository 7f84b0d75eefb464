/** Imports weights from a file of any format: says what network they are of, and reads them for a given network. */
import type { WeightSpec } from '../../networks/graph.ts';
import { fromTorchLayout } from '../layout.ts';
import { openWeights } from '../openWeights.ts';
import { compareStateDict, differenceSize, StateDictError, type StateDictDifference } from '../stateDict.ts';
import { describeDifference } from '../stateDictTable.ts';
import { writeSafetensorsFile } from '../safetensorsFile.ts';
import { decodeFloat32, elementCount, type StoredTensor } from '../storedTensor.ts';
import type { WeightsFormat, WeightsSource } from '../weightsSource.ts';
import { officialWeightsOf, titleOf, type KnownNetwork } from './candidates.ts';
import { recognise } from './recognise.ts';
import { stateDictParts, wholeFile, type StateDictPart } from './stateDictParts.ts';

export interface ExaminedPart {
  /** What stands before its names in the file; usually nothing. */
  readonly prefix: string;
  readonly notes: readonly string[];
  readonly parameters: number;
  /** The known network that is nearest; undefined if the part resembles none. */
  readonly network: KnownNetwork | undefined;
  /** Whether names and shapes fit `network` exactly. */
  readonly fits: boolean;
  /** For people: the network, or what does not fit, with a table. */
  readonly verdict: string;
  /** Names and shapes that do not fit, where it does not. */
  readonly difference: StateDictDifference | undefined;
}

export interface ExaminedWeights {
  readonly format: WeightsFormat;
  /** The part that fits a generator comes first, if there is one. */
  readonly parts: readonly ExaminedPart[];
}

/** What is in the file, without reading a weight. @throws WeightsFileError if it cannot be read. */
export async function examineWeights(path: string): Promise<ExaminedWeights> {
  return await withWeights(path, (source) => Promise.resolve(examine(source)));
}

export function examine(source: WeightsSource): ExaminedWeights {
  const { notes = [] } = source;
  const parts = stateDictParts(source.tensors).map((part) =>
    examinePart({ ...part, notes: [...notes, ...part.notes] }),
  );
  const rank = ({ fits, network }: ExaminedPart): number => (fits ? (network?.kind === 'generator' ? 0 : 1) : 2);
  // What lies within a part that fits is a piece of that network.
  const whole = parts.filter(({ prefix }) => {
    return !parts.some((other) => other.fits && prefix !== other.prefix && prefix.startsWith(other.prefix));
  });
  return { format: source.format, parts: whole.sort((first, second) => rank(first) - rank(second)) };
}

function examinePart({ prefix, notes, tensors }: StateDictPart): ExaminedPart {
  const parameters = [...tensors.values()].reduce((sum, { shape }) => sum + elementCount(shape), 0);
  const common = { prefix, notes, parameters };
  const found = recognise(tensors);
  if (!found) {
    const verdict = isOptimiser(tensors)
      ? 'This is the state of an optimiser, which holds no weights. Choose the file of the network itself.'
      : `These are not the weights of a network that OMGD Studio knows. It begins with ${beginningOf(tensors)}.`;
    return { ...common, network: undefined, fits: false, verdict, difference: undefined };
  }
  const { known, fits, difference } = found;
  if (fits) return { ...common, network: known, fits, verdict: titleOf(known), difference: undefined };
  const verdict = describeDifference(difference, officialWeightsOf(known), tensors, titleOf(known));
  return { ...common, network: known, fits, verdict, difference };
}

/** PyTorch's Adam keeps its moments under the numbers of the weights. */
function isOptimiser(tensors: StateDictPart['tensors']): boolean {
  return tensors.has('state.0.exp_avg') || tensors.has('0.exp_avg');
}

function beginningOf(tensors: StateDictPart['tensors']): string {
  const first = [...tensors].slice(0, 3).map(([name, { shape }]) => `${name.slice(0, 60)} [${shape.join(', ')}]`);
  return first.join(', ');
}

export interface ImportSettings {
  /** Also take a file that holds more than the network, such as the classifier behind VGG16's trunk. Default: no. */
  readonly allowMore?: boolean;
}

/**
 * The weights in this project's layout, as float32, by name; one tensor after the other, so that beside the result only one
 * of them is in memory.
 * @param networkName for messages, e.g. `unet_256 with ngf 16`.
 * @throws WeightsFileError if the file cannot be read, StateDictError with a table if it does not fit `weights`.
 */
export async function importWeights(
  path: string,
  weights: readonly WeightSpec[],
  networkName: string,
  settings: ImportSettings = {},
): Promise<Map<string, Float32Array>> {
  return await withWeights(path, async (source) => {
    const { tensors } = fittingPart(source, weights, networkName, settings);
    const values = new Map<string, Float32Array>();
    for (const weight of weights) {
      const stored = await source.read(tensors.get(weight.name)!.fileName);
      values.set(weight.name, fromTorchLayout(weight, decodeFloat32(stored)));
    }
    return values;
  });
}

function fittingPart(
  source: WeightsSource,
  weights: readonly WeightSpec[],
  networkName: string,
  { allowMore = false }: ImportSettings,
): StateDictPart {
  const parts = [...stateDictParts(source.tensors), wholeFile(source.tensors)];
  const compared = parts.map((part) => {
    const difference = compareStateDict(weights, part.tensors);
    return { part, difference: allowMore ? { ...difference, unknown: [] } : difference };
  });
  compared.sort((first, second) => differenceSize(first.difference) - differenceSize(second.difference));
  const { part, difference } = compared[0]!;
  if (differenceSize(difference) === 0) return part;
  throw new StateDictError(describeDifference(difference, weights, part.tensors, networkName), difference);
}

/** Writes a part of a weights file as safetensors with the official names; element types stay what they are. */
export async function convertWeights(path: string, prefix: string, destination: string): Promise<void> {
  await withWeights(path, async (source) => {
    const part = stateDictParts(source.tensors).find((candidate) => candidate.prefix === prefix);
    if (!part) throw new RangeError(`${path} has no part "${prefix}".`);
    const tensors = new Map<string, StoredTensor>();
    for (const [name, { fileName }] of part.tensors) tensors.set(name, await source.read(fileName));
    await writeSafetensorsFile(destination, tensors);
  });
}

async function withWeights<T>(path: string, work: (source: WeightsSource) => Promise<T>): Promise<T> {
  const source = await openWeights(path);
  try {
    return await work(source);
  } finally {
    await source.close();
  }
}
