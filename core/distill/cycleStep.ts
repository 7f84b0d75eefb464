/**
 * One step of a CycleGAN in two halves, as the authors' optimize_parameters runs it: both generators, then both
 * discriminators on the images of the first half as the image pools return them. A is the input, B the other kind; losses
 * and images have the authors' names.
 *
 *   G = GAN(D_A(G_A(A))) + GAN(D_B(G_B(B))) + λ_A |G_B(G_A(A)) − A| + λ_B |G_A(G_B(B)) − B|
 *       + λ_identity (λ_B |G_A(B) − B| + λ_A |G_B(A) − A|)
 */
import { discriminatorLoss } from '../losses/gan.ts';
import { reconstructionLoss } from '../losses/reconstruction.ts';
import type { Discriminator } from '../networks/discriminator.ts';
import type { Network } from '../networks/graph.ts';
import type { Ops } from '../ops/ops.ts';
import type { Scalar, Tensor4D } from '../ops/tensorflow.ts';
import type { StepOutcome } from './program.ts';
import { scaled, type Batch, type PairedBatch, type State } from './stepContext.ts';
import { StepWork } from './stepWork.ts';
import { unpairedVariables, type CyclePlan } from './unpairedPlan.ts';

/** Both generators; hands out `fake_A` and `fake_B`. */
export function computeGenerators(ops: Ops, cycle: CyclePlan, state: State, batch: PairedBatch): StepOutcome {
  const { a, b } = batch;
  const work = new StepWork(ops, unpairedVariables({ cycle }), state, batch);
  const { cycleA, cycleB, identity } = cycle.weights;
  const translate = (network: Network, prefix: string, x: Tensor4D, name: string): Tensor4D => {
    const { output, statistics } = work.forward(prefix, network, x);
    work.statistics.add(prefix, work.keeper.keepAll(statistics));
    return (work.images[name] = work.keeper.keep(output));
  };
  const forward = (x: Tensor4D, name: string) => translate(cycle.forward, cycle.forwardRole, x, name);
  const backward = (x: Tensor4D, name: string) => translate(cycle.backward, 'backward', x, name);
  const distance = (name: string, image: Tensor4D, wanted: Tensor4D, weight: number): Scalar =>
    work.note(name, scaled(ops, reconstructionLoss(ops, 'l1', image, wanted), weight));
  const fool = (name: string, discriminator: Discriminator, prefix: string, image: Tensor4D): Scalar => {
    const scores = work.forward(prefix, discriminator.heads[0]!, image);
    work.statistics.add(prefix, work.keeper.keepAll(scores.statistics));
    // The authors' CycleGAN asks GANLoss as the discriminator does, so that a generator's hinge is max(0, 1 − s) here.
    return work.note(name, discriminatorLoss(ops, cycle.ganMode, scores.output, true));
  };
  work.losses['G'] = work.differentiate('generators', () => {
    const fakeB = forward(a, 'fake_B');
    const recA = backward(fakeB, 'rec_A');
    const fakeA = backward(b, 'fake_A');
    const recB = forward(fakeA, 'rec_B');
    const identities =
      identity === 0
        ? []
        : [
            distance('G_idt_A', forward(b, 'idt_A'), b, cycleB * identity),
            distance('G_idt_B', backward(a, 'idt_B'), a, cycleA * identity),
          ];
    return ops.tf.addN([
      fool('G_A', cycle.discriminator, 'discriminator', fakeB),
      fool('G_B', cycle.backwardDiscriminator, 'backward_discriminator', fakeA),
      distance('G_cycle_A', recA, a, cycleA),
      distance('G_cycle_B', recB, b, cycleB),
      ...identities,
    ]);
  });
  return work.outcome();
}

/** Both discriminators: each pays ½ (real + fake), and they share an optimiser. */
export function computeDiscriminators(ops: Ops, cycle: CyclePlan, state: State, batch: PairedBatch): StepOutcome {
  const work = new StepWork(ops, unpairedVariables({ cycle }), state, batch);
  const judge = (name: string, { heads }: Discriminator, prefix: string, real: Tensor4D, fake: Tensor4D): Scalar => {
    const halves = [real, fake].map((image) => {
      const scores = work.forward(prefix, heads[0]!, image);
      work.statistics.add(prefix, work.keeper.keepAll(scores.statistics));
      return discriminatorLoss(ops, cycle.ganMode, scores.output, image === real);
    });
    return work.note(name, scaled(ops, ops.tf.addN(halves), 0.5));
  };
  const { pooledA, pooledB } = pooled(batch);
  work.differentiate('discriminators', () =>
    ops.tf.add(
      judge('D_A', cycle.discriminator, 'discriminator', batch.b, pooledB),
      judge('D_B', cycle.backwardDiscriminator, 'backward_discriminator', batch.a, pooledA),
    ),
  );
  return work.outcome();
}

function pooled({ pooledA, pooledB }: Batch): { pooledA: Tensor4D; pooledB: Tensor4D } {
  if (!pooledA || !pooledB) throw new Error('The discriminators need the images that the pools returned.');
  return { pooledA, pooledB };
}
