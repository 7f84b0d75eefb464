/** The networks of a document, and what they cost. */
import { costOf, savingsOf, type Cost, type NetworkCost } from '../networks/cost.ts';
import type { Discriminator } from '../networks/discriminator.ts';
import { describeDiscriminator } from '../networks/discriminators.ts';
import { describeGenerator } from '../networks/generators.ts';
import type { Network } from '../networks/graph.ts';
import type { GeneratorArchitecture } from '../networks/options.ts';
import type { KeptRole } from '../protocol/scalars.ts';
import { isUnpaired } from './methods.ts';
import { participantsOf, type GeneratorRole, type Participant } from './roles.ts';
import type { PipelineDocument } from './schema.ts';

export interface DescribedGenerator extends Participant {
  readonly network: Network;
}

export interface DescribedPipeline {
  /** Wider teacher, deeper teacher, student, as far as they take part. */
  readonly generators: readonly DescribedGenerator[];
  readonly discriminator: Discriminator;
  /** The way back of a CycleGAN; only in unpaired training. */
  readonly backward?: {
    /** As wide as the generator that it leads back from. */
    readonly network: Network;
    /** Judges pictures of the input's kind. */
    readonly discriminator: Discriminator;
  };
}

/** Builds every network that takes part in the run, as data. */
export function describePipeline(document: PipelineDocument): DescribedPipeline {
  const { inputChannels, outputChannels } = document.preprocess;
  const { kind: architecture, ...widths } = document.discriminator;
  const generators = participantsOf(document).map((participant): DescribedGenerator => {
    const { architecture, ngf, dropoutRate, widths } = participant.settings;
    const options = { architecture, ngf, dropoutRate, norm: document.norm, inputChannels, outputChannels };
    return { ...participant, network: describeGenerator(widths ? { ...options, widths } : options) };
  });
  const discriminatorOf = (channels: number): Discriminator =>
    describeDiscriminator({ architecture, ...widths, norm: document.norm, inputChannels: channels });
  if (!isUnpaired(document.method)) {
    return { generators, discriminator: discriminatorOf(inputChannels + outputChannels) };
  }
  const { architecture: forward, ngf, dropoutRate } = generators[0]!.settings;
  const back = { inputChannels: outputChannels, outputChannels: inputChannels, norm: document.norm };
  const network = describeGenerator({ architecture: forward, ngf, dropoutRate, ...back });
  return {
    generators,
    discriminator: discriminatorOf(outputChannels),
    backward: { network, discriminator: discriminatorOf(inputChannels) },
  };
}

export interface KeptGenerator {
  readonly role: KeptRole;
  readonly network: Network;
  readonly settings: Pick<Participant['settings'], 'architecture' | 'ngf' | 'widths'>;
}

/** Every generator that a run leaves behind: wider teacher, deeper teacher, student, the way back. */
export function keptGenerators(document: PipelineDocument): KeptGenerator[] {
  const { generators, backward } = describePipeline(document);
  if (!backward) return [...generators];
  const { architecture, ngf } = generators[0]!.settings;
  return [...generators, { role: 'backward', network: backward.network, settings: { architecture, ngf } }];
}

export interface CostRow {
  readonly role: GeneratorRole;
  readonly architecture: GeneratorArchitecture;
  readonly ngf: number;
  /** One forward pass on one picture; MACs in both conventions (networks/cost.ts). */
  readonly cost: NetworkCost;
  /** How many times more than the student this network costs; 1 for the student itself. */
  readonly timesStudent: Cost;
}

/**
 * What teachers and student cost on pictures of `sizePixels` squared (default: what the run trains on), student last.
 * @throws RangeError if a network cannot take pictures of that size (checkPipeline says so before).
 */
export function pipelineCost(document: PipelineDocument, sizePixels = document.preprocess.cropSize): CostRow[] {
  const size = { height: sizePixels, width: sizePixels };
  const priced = describePipeline(document).generators.map((generator) => {
    return { ...generator, cost: costOf(generator.network, size) };
  });
  const student = priced.find(({ role }) => role === 'student')!.cost;
  return priced.map(({ role, settings: { architecture, ngf }, cost }) => {
    return { role, architecture, ngf, cost, timesStudent: savingsOf(cost, student) };
  });
}
