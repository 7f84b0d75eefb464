/**
 * One step of online multi-granularity distillation (OMGD §3; METHOD "Paired training") as a function of state and batch.
 * It changes nothing: it returns losses, gradients and the new running statistics, all computed from the weights as they
 * were before the step, in the order of the authors' optimize_parameters. A runner applies them, eagerly or captured.
 */
import { discriminatorLoss, generatorLoss } from '../losses/gan.ts';
import { reconstructionLoss } from '../losses/reconstruction.ts';
import type { ForwardResult } from '../ops/runNetwork.ts';
import type { Tensor4D } from '../ops/tensorflow.ts';
import { teachersOf, variablesOf, type AdversarialGenerator, type GeneratorRole } from './plan.ts';
import type { StepOutcome } from './program.ts';
import {
  LOSS_SUFFIX,
  scaled,
  type PairedBatch,
  type State,
  type StepContext,
  type TeacherOutput,
} from './stepContext.ts';
import { StepWork } from './stepWork.ts';
import { trainStudent } from './studentStep.ts';

/** Runs inside a tidy: everything it returns belongs to the caller's. `trainAdversarial` is false on all but every n_dis-th step. */
export function computeStep(
  context: StepContext,
  state: State,
  batch: PairedBatch,
  trainAdversarial: boolean,
): StepOutcome {
  const step = new PairedStep(context, state, batch);
  const { student, weights, adversarial } = context.plan;
  const teachers = teachersOf(context.plan).map((generator) => {
    if (!adversarial.includes(generator)) return step.runFrozen(generator);
    return trainAdversarial ? step.trainGenerator(generator) : step.runTeacher(generator);
  });
  const players = teachers.filter(({ role }) => adversarial.some((generator) => generator.role === role));
  if (trainAdversarial && players.length > 0) step.trainDiscriminator(players);
  if (student) trainStudent({ ...context, plan: { student, weights } }, step.work, state, batch.a, teachers);
  return step.work.outcome();
}

class PairedStep {
  readonly work: StepWork;
  private readonly context: StepContext;
  private readonly batch: PairedBatch;

  constructor(context: StepContext, state: State, batch: PairedBatch) {
    this.context = context;
    this.batch = batch;
    this.work = new StepWork(context.ops, variablesOf(context.plan), state, batch);
  }

  /** λ_gan · GAN + λ_recon · distance to the target; the GAN gradient sees the discriminator before its update. */
  trainGenerator(generator: AdversarialGenerator): TeacherOutput {
    const { ops, plan, perceptual } = this.context;
    const { work } = this;
    const { role } = generator;
    const suffix = LOSS_SUFFIX[role];
    let output: TeacherOutput | undefined;
    work.losses[`G_${suffix}`] = work.differentiate(role, () => {
      const forward = work.forward(role, generator.network, this.batch.a, this.tapsOf(role));
      work.statistics.add(role, work.keeper.keepAll(forward.statistics));
      output = this.teacherOutput(generator, forward);
      const scores = this.discriminate(role, forward.output);
      work.statistics.addLate('discriminator', work.keeper.keepAll(scores.statistics));
      const gan = scaled(ops, generatorLoss(ops, plan.ganMode, scores.output), plan.weights.gan);
      const distance = reconstructionLoss(ops, plan.reconstruction, forward.output, this.batch.b, perceptual);
      const reconstruction = scaled(ops, distance, plan.weights.reconstruction);
      return ops.tf.add(work.note(`G_gan_${suffix}`, gan), work.note(`G_recon_${suffix}`, reconstruction));
    });
    return output!;
  }

  /** A teacher's forward pass alone, on steps that do not train it. */
  runTeacher(generator: AdversarialGenerator): TeacherOutput {
    const forward = this.work.forward(generator.role, generator.network, this.batch.a, this.tapsOf(generator.role));
    this.work.statistics.add(generator.role, forward.statistics);
    return this.teacherOutput(generator, forward);
  }

  /** A frozen teacher shows what it shows in previews and exports: its running statistics, no dropout. */
  runFrozen(generator: AdversarialGenerator): TeacherOutput {
    const { role, network } = generator;
    return this.teacherOutput(generator, this.work.look(role, network, this.batch.a, this.tapsOf(role)));
  }

  /** Σ over the generators of ½ (fake + real), on their images as they were before the step. */
  trainDiscriminator(teachers: readonly TeacherOutput[]): void {
    const { ops, plan } = this.context;
    const { work } = this;
    work.losses['D'] = work.differentiate('discriminator', () => {
      const halves = teachers.flatMap(({ role, image }) =>
        [image, this.batch.b].map((candidate, index) => {
          const real = index === 1;
          const scores = this.discriminate(role, candidate);
          work.statistics.add('discriminator', work.keeper.keepAll(scores.statistics));
          const loss = discriminatorLoss(ops, plan.ganMode, scores.output, real);
          return work.note(`D_${real ? 'real' : 'fake'}_${LOSS_SUFFIX[role]}`, loss);
        }),
      );
      return scaled(ops, ops.tf.addN(halves), 0.5);
    });
  }

  /** Scores of the pair (input, candidate) by the discriminator's head for this generator. */
  private discriminate(role: GeneratorRole, candidate: Tensor4D): ForwardResult {
    const { ops, plan } = this.context;
    const { heads } = plan.discriminator!;
    const index = plan.adversarial.findIndex((generator) => generator.role === role);
    const head = heads[Math.min(index, heads.length - 1)]!;
    return this.work.forward('discriminator', head, ops.tf.concat4d([this.batch.a, candidate], 3));
  }

  private teacherOutput({ role }: AdversarialGenerator, forward: ForwardResult): TeacherOutput {
    const { keeper, images } = this.work;
    const image = keeper.keep(forward.output);
    images[role] = image;
    const channelMeans = this.tapsOf(role).map((tap) => keeper.keep(this.context.ops.spatialMean(forward.taps[tap]!)));
    return { role, image, channelMeans };
  }

  private tapsOf(role: GeneratorRole): readonly string[] {
    return role === 'wider' ? (this.context.plan.student?.taps ?? []) : [];
  }
}
