/**
 * What one training step consists of: which generators play the GAN game, and which student learns from them. Built from
 * the pipeline document (and, in the parity checks, from the authors' options).
 */
import { connector } from '../networks/connector.ts';
import { usedWeightsOf, type Discriminator } from '../networks/discriminator.ts';
import { weightsOf, type Network, type WeightSpec } from '../networks/graph.ts';
import { channelsAt } from '../networks/shape.ts';
import type { DistillationTap } from '../networks/taps.ts';
import type { GanMode } from '../losses/gan.ts';
import type { ReconstructionType } from '../losses/reconstruction.ts';

export type TeacherRole = 'wider' | 'deeper';
export type GeneratorRole = TeacherRole | 'student';

/**
 * Whose picture it is. Beside the generators, of a CycleGAN: the input translated there and back (`cycle`), a picture of
 * the other kind translated the other way (`backward`) and there again (`backwardCycle`).
 */
export type PictureRole = GeneratorRole | 'cycle' | 'backward' | 'backwardCycle';

/** Weights of the student's loss terms. */
export interface StudentWeights {
  readonly ssim: number;
  readonly style: number;
  readonly feature: number;
  readonly totalVariation: number;
  /** λ_CD: channel distillation from the wider teacher. */
  readonly channel: number;
}

/** Weights of all loss terms, METHOD "Paired training". */
export interface LossWeights extends StudentWeights {
  /** λ_gan: the teachers' GAN term. */
  readonly gan: number;
  /** λ_recon: the teachers' distance to the target. */
  readonly reconstruction: number;
}

export interface AdversarialGenerator {
  readonly role: GeneratorRole;
  readonly network: Network;
}

export interface StepPlan {
  /** The generators that train with the discriminator: the teachers, or the student alone in a plain pix2pix run. */
  readonly adversarial: readonly AdversarialGenerator[];
  /** Teachers whose weights stay as they are. */
  readonly frozen?: readonly AdversarialGenerator[];
  /** Absent where no generator plays against it, since all teachers are frozen. */
  readonly discriminator?: Discriminator;
  /** The student that learns from the teachers' images; absent in a plain pix2pix run. */
  readonly student?: {
    readonly network: Network;
    /** Where channel distillation listens; empty without it. */
    readonly taps: readonly string[];
    /** One a tap. */
    readonly connectors: readonly Network[];
  };
  readonly weights: LossWeights;
  readonly ganMode: GanMode;
  readonly reconstruction: ReconstructionType;
}

/**
 * The groups of variables that have an optimiser each: `student` holds the connectors too; a CycleGAN has one for both
 * `generators` and one for both `discriminators`. `snapshot` is what no step changes.
 */
export const OPTIMISER_GROUPS = [
  'student',
  'wider',
  'deeper',
  'discriminator',
  'generators',
  'discriminators',
  'snapshot',
] as const;
export type OptimiserGroup = (typeof OPTIMISER_GROUPS)[number];

export interface VariableSpec extends Omit<WeightSpec, 'name'> {
  /** `<network>.<official weight name>`, e.g. `student.model.1.weight` or `connector0.1.running_mean`. */
  readonly name: string;
  readonly group: OptimiserGroup;
}

/** The student's part of a plan; connectors only where λ_CD is not zero and the wider teacher can be tapped. */
export function studentOf(
  network: Network,
  wider: Network | undefined,
  taps: readonly DistillationTap[],
): NonNullable<StepPlan['student']> {
  const tapped = wider ? taps : [];
  return {
    network,
    taps: tapped.map((tap) => tap.id),
    connectors: tapped.map(({ id }) => connector(channelsAt(network, id), channelsAt(wider!, id))),
  };
}

/** Every variable of a step, in a fixed order: what is initialised, trained, saved and resumed. */
export function variablesOf(plan: StepPlan): VariableSpec[] {
  const student = plan.student;
  return [
    ...plan.adversarial.flatMap(({ role, network }) => namedVariables(role, role, weightsOf(network))),
    ...(plan.frozen ?? []).flatMap(({ role, network }) => frozenVariables(role, role, weightsOf(network))),
    ...(plan.discriminator ? namedVariables('discriminator', 'discriminator', usedWeightsOf(plan.discriminator)) : []),
    ...(student ? studentVariables(student) : []),
  ];
}

/** A network's weights as variables whose names start with `prefix`. */
export function namedVariables(prefix: string, group: OptimiserGroup, weights: readonly WeightSpec[]): VariableSpec[] {
  return weights.map((weight) => ({ ...weight, name: `${prefix}.${weight.name}`, group }));
}

/** As `namedVariables`, for weights that no step changes: they have no moments, and nothing is saved of them but values. */
export function frozenVariables(prefix: string, group: OptimiserGroup, weights: readonly WeightSpec[]): VariableSpec[] {
  return namedVariables(prefix, group, weights).map((spec) => ({ ...spec, trainable: false }));
}

/** The student and its connectors. */
export function studentVariables({ network, connectors }: NonNullable<StepPlan['student']>): VariableSpec[] {
  return [
    ...namedVariables('student', 'student', weightsOf(network)),
    ...connectors.flatMap((each, index) => namedVariables(`connector${index}`, 'student', weightsOf(each))),
  ];
}

/** The generators by role, the student last. */
export function generatorsOf(plan: StepPlan): AdversarialGenerator[] {
  const student: AdversarialGenerator[] = plan.student ? [{ role: 'student', network: plan.student.network }] : [];
  return [...teachersOf(plan), ...student];
}

/** Everybody that makes images for the student, the wider teacher first; in a plain pix2pix run the student itself. */
export function teachersOf({ adversarial, frozen = [] }: StepPlan): AdversarialGenerator[] {
  const all = [...adversarial, ...frozen];
  return [...all.filter(({ role }) => role === 'wider'), ...all.filter(({ role }) => role !== 'wider')];
}
