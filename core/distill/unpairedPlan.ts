/**
 * What a step of unpaired training consists of: a CycleGAN (Zhu et al. 2017) and, in OMGD, a student that learns from a
 * snapshot of its generator. The generator of the run's direction is called `forward`, the other one `backward`.
 */
import { usedWeightsOf, type Discriminator } from '../networks/discriminator.ts';
import { weightsOf, type Network } from '../networks/graph.ts';
import type { GanMode } from '../losses/gan.ts';
import {
  frozenVariables,
  namedVariables,
  studentVariables,
  type StepPlan,
  type StudentWeights,
  type VariableSpec,
} from './plan.ts';

/** Weights of a CycleGAN's loss terms. */
export interface CycleWeights {
  /** λ_A: the input, translated there and back, against itself. */
  readonly cycleA: number;
  /** λ_B: a picture of the other kind, translated there and back, against itself. */
  readonly cycleB: number;
  /** λ_identity, relative to the λ of the other side: a generator leaves pictures of its output's kind as they are. */
  readonly identity: number;
}

export interface CyclePlan {
  /** Prefix of the forward generator's variables: `wider` for a teacher, `student` in a plain CycleGAN run. */
  readonly forwardRole: 'wider' | 'student';
  readonly forward: Network;
  readonly backward: Network;
  /** Judges pictures of the forward generator's output kind (the authors' D_A). */
  readonly discriminator: Discriminator;
  /** Judges pictures of the input's kind (the authors' D_B). */
  readonly backwardDiscriminator: Discriminator;
  readonly weights: CycleWeights;
  readonly ganMode: GanMode;
}

export interface UnpairedPlan {
  readonly cycle: CyclePlan;
  /** Absent in a plain CycleGAN run. */
  readonly student?: { readonly plan: NonNullable<StepPlan['student']>; readonly weights: StudentWeights };
}

/** Prefixes of the snapshots that teach: the best generator so far in each direction. */
export const SNAPSHOTS = { wider: 'teaching_wider', backward: 'teaching_backward' } as const;

/** Every variable of both kinds of block, in a fixed order. */
export function unpairedVariables({ cycle, student }: UnpairedPlan): VariableSpec[] {
  const { forwardRole, forward, backward, discriminator, backwardDiscriminator } = cycle;
  return [
    ...namedVariables(forwardRole, 'generators', weightsOf(forward)),
    ...namedVariables('backward', 'generators', weightsOf(backward)),
    ...namedVariables('discriminator', 'discriminators', usedWeightsOf(discriminator)),
    ...namedVariables('backward_discriminator', 'discriminators', usedWeightsOf(backwardDiscriminator)),
    ...(student
      ? [
          ...frozenVariables(SNAPSHOTS.wider, 'snapshot', weightsOf(forward)),
          ...frozenVariables(SNAPSHOTS.backward, 'snapshot', weightsOf(backward)),
          ...studentVariables(student.plan),
        ]
      : []),
  ];
}
