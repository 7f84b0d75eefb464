/**
 * What one training step consists of: which generators play the GAN game, and which student learns from them. Built from
 * the pipeline document (and, in the parity checks, from the authors' options).
 */
import { connector } from '../networks/connector.ts';
import { usedWeightsOf, type Discriminator } from '../networks/discriminator.ts';
import { weightsOf, type Network, type WeightSpec } from '../networks/graph.ts';
import type { DistillationTap } from '../networks/taps.ts';
import type { GanMode } from '../losses/gan.ts';
import type { ReconstructionType } from '../losses/reconstruction.ts';

export type TeacherRole = 'wider' | 'deeper';
export type GeneratorRole = TeacherRole | 'student';

/** Weights of the loss terms, METHOD "Paired training". */
export interface LossWeights {
  /** λ_gan: the teachers' GAN term. */
  readonly gan: number;
  /** λ_recon: the teachers' distance to the target. */
  readonly reconstruction: number;
  readonly ssim: number;
  readonly style: number;
  readonly feature: number;
  readonly totalVariation: number;
  /** λ_CD: channel distillation from the wider teacher. */
  readonly channel: number;
}

export interface AdversarialGenerator {
  readonly role: GeneratorRole;
  readonly network: Network;
}

export interface StepPlan {
  /** The generators that train with the discriminator: the teachers, or the student alone in a plain pix2pix run. */
  readonly adversarial: readonly AdversarialGenerator[];
  readonly discriminator: Discriminator;
  /** The student that learns from the adversarial generators' images; absent in a plain pix2pix run. */
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

/** The groups of variables that have an optimiser each: `student` holds the connectors too. */
export type OptimiserGroup = GeneratorRole | 'discriminator';

export interface VariableSpec extends Omit<WeightSpec, 'name'> {
  /** `<network>.<official weight name>`, e.g. `student.model.1.weight` or `connector0.1.running_mean`. */
  readonly name: string;
  readonly group: OptimiserGroup;
}

/** The student's part of a plan; connectors only where λ_CD is not zero and the wider teacher can be tapped. */
export function studentOf(
  network: Network,
  ngf: { readonly student: number; readonly wider: number },
  taps: readonly DistillationTap[],
): NonNullable<StepPlan['student']> {
  return {
    network,
    taps: taps.map((tap) => tap.id),
    connectors: taps.map((tap) => connector(tap.channelsPerNgf * ngf.student, tap.channelsPerNgf * ngf.wider)),
  };
}

/** Every variable of a step, in a fixed order: what is initialised, trained, saved and resumed. */
export function variablesOf(plan: StepPlan): VariableSpec[] {
  const named = (prefix: string, group: OptimiserGroup, weights: readonly WeightSpec[]): VariableSpec[] =>
    weights.map((weight) => ({ ...weight, name: `${prefix}.${weight.name}`, group }));
  const student = plan.student;
  return [
    ...plan.adversarial.flatMap(({ role, network }) => named(role, role, weightsOf(network))),
    ...named('discriminator', 'discriminator', [...usedWeightsOf(plan.discriminator)]),
    ...(student ? named('student', 'student', weightsOf(student.network)) : []),
    ...(student?.connectors ?? []).flatMap((network, i) => named(`connector${i}`, 'student', weightsOf(network))),
  ];
}

/** The generators by role, the student last. */
export function generatorsOf(plan: StepPlan): AdversarialGenerator[] {
  const student: AdversarialGenerator[] = plan.student ? [{ role: 'student', network: plan.student.network }] : [];
  return [...plan.adversarial, ...student];
}
