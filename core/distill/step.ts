/**
 * One step of online multi-granularity distillation (OMGD §3; METHOD "Paired training") as a function of state and batch.
 * It changes nothing: it returns losses, gradients and the new running statistics, all computed from the weights as they
 * were before the step, in the order of the authors' optimize_parameters. A runner applies them, eagerly or captured.
 */
import { discriminatorLoss, generatorLoss } from '../losses/gan.ts';
import { reconstructionLoss } from '../losses/reconstruction.ts';
import type { Network } from '../networks/graph.ts';
import { runNetwork, type ForwardResult } from '../ops/runNetwork.ts';
import type { Scalar, Tensor, Tensor4D } from '../ops/tensorflow.ts';
import { differentiate, Keeper } from './differentiate.ts';
import { variablesOf, type AdversarialGenerator, type GeneratorRole, type OptimiserGroup } from './plan.ts';
import { BatchStatistics } from './statistics.ts';
import {
  LOSS_SUFFIX,
  lookUp,
  scaled,
  type Batch,
  type State,
  type StepContext,
  type TeacherOutput,
} from './stepContext.ts';
import { distilStudent } from './studentStep.ts';

export interface StepOutcome {
  /** Losses by the authors' names (`D_fake_w`, `G_recon_d`, `G_SSIM_w`, `G_CD`, …), weights λ included. */
  readonly losses: Readonly<Record<string, Scalar>>;
  /** Gradients of trainable variables by name. */
  readonly gradients: Readonly<Record<string, Tensor>>;
  /** New values of the running statistics by name. */
  readonly statistics: Readonly<Record<string, Tensor>>;
  /** The generators' images of this batch, before the step, by role. */
  readonly images: Readonly<Partial<Record<GeneratorRole, Tensor4D>>>;
}

/** Runs inside a tidy: everything it returns belongs to the caller's. `trainAdversarial` is false on all but every n_dis-th step. */
export function computeStep(context: StepContext, state: State, batch: Batch, trainAdversarial: boolean): StepOutcome {
  const step = new StepComputation(context, state, batch);
  const teachers = context.plan.adversarial.map((generator) =>
    trainAdversarial ? step.trainGenerator(generator) : step.runTeacher(generator),
  );
  if (trainAdversarial) step.trainDiscriminator(teachers);
  if (context.plan.student) step.trainStudent(teachers);
  return step.outcome();
}

/** The parts of a step share the state and what has been computed so far. */
class StepComputation {
  private readonly losses: Record<string, Scalar> = {};
  private readonly gradients: Record<string, Tensor> = {};
  private readonly images: Partial<Record<GeneratorRole, Tensor4D>> = {};
  private readonly statistics: BatchStatistics;
  private readonly context: StepContext;
  private readonly state: State;
  private readonly batch: Batch;
  private readonly keeper: Keeper;

  constructor(context: StepContext, state: State, batch: Batch) {
    this.context = context;
    this.state = state;
    this.batch = batch;
    this.keeper = new Keeper(context.ops.tf);
    this.statistics = new BatchStatistics(context.ops.tf, state);
  }

  /** λ_gan · GAN + λ_recon · distance to the target; the GAN gradient sees the discriminator before its update. */
  trainGenerator(generator: AdversarialGenerator): TeacherOutput {
    const { ops, plan, perceptual } = this.context;
    const { role } = generator;
    const suffix = LOSS_SUFFIX[role];
    let output: TeacherOutput | undefined;
    let [ganTerm, reconstructionTerm]: Scalar[] = [];
    const { loss, gradients } = differentiate(ops.tf, this.trainable(role), () => {
      const forward = this.forward(role, generator.network, this.batch.a, this.tapsOf(role));
      this.statistics.add(role, this.keeper.keepAll(forward.statistics));
      output = this.teacherOutput(generator, forward);
      const scores = this.discriminate(role, forward.output);
      this.statistics.addLate('discriminator', this.keeper.keepAll(scores.statistics));
      ganTerm = this.keeper.keep(scaled(ops, generatorLoss(ops, plan.ganMode, scores.output), plan.weights.gan));
      const distance = reconstructionLoss(ops, plan.reconstruction, forward.output, this.batch.b, perceptual);
      reconstructionTerm = this.keeper.keep(scaled(ops, distance, plan.weights.reconstruction));
      return ops.tf.add(ganTerm, reconstructionTerm);
    });
    Object.assign(this.gradients, gradients);
    Object.assign(this.losses, {
      [`G_gan_${suffix}`]: ganTerm,
      [`G_recon_${suffix}`]: reconstructionTerm,
      [`G_${suffix}`]: loss,
    });
    return output!;
  }

  /** A teacher's forward pass alone, on steps that do not train it. */
  runTeacher(generator: AdversarialGenerator): TeacherOutput {
    const forward = this.forward(generator.role, generator.network, this.batch.a, this.tapsOf(generator.role));
    this.statistics.add(generator.role, forward.statistics);
    return this.teacherOutput(generator, forward);
  }

  /** Σ over the generators of ½ (fake + real), on their images as they were before the step. */
  trainDiscriminator(teachers: readonly TeacherOutput[]): void {
    const { ops, plan } = this.context;
    const { loss, gradients } = differentiate(ops.tf, this.trainable('discriminator'), () => {
      const halves = teachers.flatMap(({ role, image }) =>
        [image, this.batch.b].map((candidate, index) => {
          const real = index === 1;
          const scores = this.discriminate(role, candidate);
          this.statistics.add('discriminator', this.keeper.keepAll(scores.statistics));
          const term = this.keeper.keep(discriminatorLoss(ops, plan.ganMode, scores.output, real));
          this.losses[`D_${real ? 'real' : 'fake'}_${LOSS_SUFFIX[role]}`] = term;
          return term;
        }),
      );
      return scaled(ops, ops.tf.addN(halves), 0.5);
    });
    Object.assign(this.gradients, gradients);
    this.losses['D'] = loss;
  }

  /** The student with its connectors, on the teachers' detached images: no discriminator, no target. */
  trainStudent(teachers: readonly TeacherOutput[]): void {
    const { ops, plan } = this.context;
    const { network, taps } = plan.student!;
    const { loss, gradients } = differentiate(ops.tf, this.trainable('student'), () => {
      const forward = this.forward('student', network, this.batch.a, taps);
      this.statistics.add('student', this.keeper.keepAll(forward.statistics));
      this.images.student = this.keeper.keep(forward.output);
      const result = distilStudent(this.context, this.state, forward, teachers);
      result.connectorStatistics.forEach((statistics, index) =>
        this.statistics.add(`connector${index}`, this.keeper.keepAll(statistics)),
      );
      for (const [name, term] of Object.entries(result.losses)) this.losses[name] = this.keeper.keep(term);
      return result.total;
    });
    Object.assign(this.gradients, gradients);
    this.losses['G_student'] = loss;
  }

  /** The results, which belong to the surrounding tidy; what was kept across the tapes is freed. */
  outcome(): StepOutcome {
    const result = {
      losses: cloned(this.losses),
      gradients: this.gradients,
      images: cloned(this.images),
      statistics: this.statistics.updated(),
    };
    this.keeper.release();
    return result;
  }

  private forward(prefix: string, network: Network, x: Tensor4D, taps: readonly string[]): ForwardResult {
    const options = { training: true, taps, dropoutSeed: this.batch.dropoutSeed };
    return runNetwork(this.context.ops, network, lookUp(this.state, prefix), x, options);
  }

  /** Scores of the pair (input, candidate) by the discriminator's head for this generator. */
  private discriminate(role: GeneratorRole, candidate: Tensor4D): ForwardResult {
    const { ops, plan } = this.context;
    const { heads } = plan.discriminator;
    const index = plan.adversarial.findIndex((generator) => generator.role === role);
    const head = heads[Math.min(index, heads.length - 1)]!;
    return this.forward('discriminator', head, ops.tf.concat4d([this.batch.a, candidate], 3), []);
  }

  private teacherOutput({ role }: AdversarialGenerator, forward: ForwardResult): TeacherOutput {
    const image = this.keeper.keep(forward.output);
    this.images[role] = image;
    const channelMeans = this.tapsOf(role).map((tap) =>
      this.keeper.keep(this.context.ops.spatialMean(forward.taps[tap]!)),
    );
    return { role, image, channelMeans };
  }

  private tapsOf(role: GeneratorRole): readonly string[] {
    return role === 'wider' ? (this.context.plan.student?.taps ?? []) : [];
  }

  private trainable(group: OptimiserGroup): Record<string, Tensor> {
    const specs = variablesOf(this.context.plan).filter((spec) => spec.group === group && spec.trainable);
    return Object.fromEntries(specs.map(({ name }) => [name, this.state[name]!]));
  }
}

function cloned<T extends Tensor>(tensors: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(tensors).map(([name, tensor]) => [name, tensor.clone()]));
}
