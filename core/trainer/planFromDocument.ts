/** The pipeline document as a plan: what its steps consist of, and which variables they change. */
import { studentOf, variablesOf, type LossWeights, type StepPlan, type VariableSpec } from '../distill/plan.ts';
import { unpairedVariables, type UnpairedPlan } from '../distill/unpairedPlan.ts';
import { distillationTaps } from '../networks/taps.ts';
import { describePipeline, type DescribedGenerator } from '../pipeline/describe.ts';
import { hasTeachers, isFrozen, isUnpaired, type PipelineDocument } from '../pipeline/index.ts';

/**
 * Paired: teachers against the discriminator (unless they are frozen) and a student that learns from them, or (pix2pix) the
 * student against it alone.
 */
export function planFromDocument(document: PipelineDocument): StepPlan {
  const { generators, discriminator } = describePipeline(document);
  const learns = hasTeachers(document.method);
  const players = learns ? generators.filter(({ role }) => role !== 'student') : generators;
  const frozen = players.filter(({ role }) => isFrozen(document, role));
  const adversarial = players.filter((player) => !frozen.includes(player));
  const plan: StepPlan = {
    adversarial: adversarial.map(({ role, network }) => ({ role, network })),
    ...(frozen.length > 0 ? { frozen: frozen.map(({ role, network }) => ({ role, network })) } : {}),
    ...(adversarial.length > 0 ? { discriminator } : {}),
    weights: weightsOf(document),
    ganMode: document.discriminator.ganMode,
    reconstruction: document.losses.reconType,
  };
  return learns ? { ...plan, student: studentPlan(document, generators) } : plan;
}

/** Unpaired: a CycleGAN and a student that learns from it, or (cyclegan) one whose generator is the student itself. */
export function unpairedPlanFromDocument(document: PipelineDocument): UnpairedPlan {
  const { generators, discriminator, backward } = describePipeline(document);
  const { cycleWeightA, cycleWeightB, identityWeight } = document.losses;
  const learns = hasTeachers(document.method);
  const cycle: UnpairedPlan['cycle'] = {
    forwardRole: learns ? 'wider' : 'student',
    forward: generators[0]!.network,
    backward: backward!.network,
    discriminator,
    backwardDiscriminator: backward!.discriminator,
    weights: { cycleA: cycleWeightA, cycleB: cycleWeightB, identity: identityWeight },
    ganMode: document.discriminator.ganMode,
  };
  if (!learns) return { cycle };
  return { cycle, student: { plan: studentPlan(document, generators), weights: weightsOf(document) } };
}

/** Every variable of a run of the document, in the order of its checkpoints. */
export function variablesOfDocument(document: PipelineDocument): VariableSpec[] {
  return isUnpaired(document.method)
    ? unpairedVariables(unpairedPlanFromDocument(document))
    : variablesOf(planFromDocument(document));
}

function studentPlan({ losses }: PipelineDocument, generators: readonly DescribedGenerator[]) {
  const student = generators.find(({ role }) => role === 'student')!;
  const wider = generators.find(({ role }) => role === 'wider');
  const taps = wider && losses.channelWeight > 0 ? distillationTaps(wider.settings.architecture) : [];
  return studentOf(student.network, wider?.network, taps);
}

function weightsOf({ losses }: PipelineDocument): LossWeights {
  return {
    gan: losses.ganWeight,
    reconstruction: losses.reconWeight,
    ssim: losses.ssimWeight,
    style: losses.styleWeight,
    feature: losses.featureWeight,
    totalVariation: losses.tvWeight,
    channel: losses.channelWeight,
  };
}
