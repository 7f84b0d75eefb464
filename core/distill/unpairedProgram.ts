/** Unpaired training as a program: the two halves of a CycleGAN step, and the student's step from the teaching snapshot. */
import type { PerceptualNetwork } from '../losses/perceptual.ts';
import type { Ops } from '../ops/ops.ts';
import { runNetwork } from '../ops/runNetwork.ts';
import type { Tensor4D } from '../ops/tensorflow.ts';
import { computeDiscriminators, computeGenerators } from './cycleStep.ts';
import type { ImageShape, PicturesByRole, Program, StepOutcome } from './program.ts';
import { lookUp, withTarget, type Batch, type State } from './stepContext.ts';
import { StepWork } from './stepWork.ts';
import { trainStudent } from './studentStep.ts';
import { SNAPSHOTS, unpairedVariables, type UnpairedPlan } from './unpairedPlan.ts';

export interface UnpairedContext {
  readonly ops: Ops;
  readonly plan: UnpairedPlan;
  readonly perceptual: PerceptualNetwork;
}

export interface UnpairedShapes {
  /** Of the input's kind. */
  readonly a: ImageShape;
  /** Of the output's kind. */
  readonly b: ImageShape;
}

export function unpairedProgram(context: UnpairedContext, { a, b }: UnpairedShapes): Program {
  const { ops, plan } = context;
  const { cycle, student } = plan;
  return {
    variables: unpairedVariables(plan),
    inputs: { a, b, pooledA: a, pooledB: b },
    steps: {
      generators: {
        compute: (state, batch) => computeGenerators(ops, cycle, state, withTarget(batch)),
        handsOut: ['fake_A', 'fake_B'],
      },
      discriminators: {
        compute: (state, batch) => computeDiscriminators(ops, cycle, state, withTarget(batch)),
        handsOut: [],
      },
      ...(student
        ? { student: { compute: (state, batch) => computeStudent(context, state, batch), handsOut: [] } }
        : {}),
    },
    passes: {
      training: (state, batch) => pictures(context, state, batch, cycle.forwardRole, 'backward'),
      ...(student
        ? { teaching: (state, batch) => pictures(context, state, batch, SNAPSHOTS.wider, SNAPSHOTS.backward) }
        : {}),
    },
  };
}

/** The student on the snapshot's detached image and activations (METHOD "Unpaired training"). */
function computeStudent(context: UnpairedContext, state: State, batch: Batch): StepOutcome {
  const { ops, plan, perceptual } = context;
  const { plan: student, weights } = plan.student!;
  const work = new StepWork(ops, unpairedVariables(plan), state, batch);
  const { output, taps } = work.forward(SNAPSHOTS.wider, plan.cycle.forward, batch.a, student.taps);
  const image = (work.images['wider'] = work.keeper.keep(output));
  const channelMeans = student.taps.map((tap) => work.keeper.keep(ops.spatialMean(taps[tap]!)));
  trainStudent({ ops, perceptual, plan: { student, weights } }, work, state, batch.a, [
    { role: 'wider', image, channelMeans },
  ]);
  return work.outcome();
}

/** Translations of `a` and `b`, each there and back, by generators whose variables start with the given prefixes. */
function pictures(
  { ops, plan: { cycle, student } }: UnpairedContext,
  state: State,
  batch: Batch,
  forwardPrefix: string,
  backwardPrefix: string,
): PicturesByRole {
  const { a, b } = withTarget(batch);
  const run = (network: typeof cycle.forward, prefix: string, x: Tensor4D): Tensor4D =>
    runNetwork(ops, network, lookUp(state, prefix), x, { training: false }).output;
  const forward = run(cycle.forward, forwardPrefix, a);
  const backward = run(cycle.backward, backwardPrefix, b);
  return {
    [cycle.forwardRole]: forward,
    ...(student ? { student: run(student.plan.network, 'student', a) } : {}),
    cycle: run(cycle.backward, backwardPrefix, forward),
    backward,
    backwardCycle: run(cycle.forward, forwardPrefix, backward),
  };
}
