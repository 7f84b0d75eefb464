/** The student's losses against every teacher (METHOD "Paired training", step 3), summed and not averaged. */
import { channelDistillation } from '../losses/channelDistillation.ts';
import { featureLoss, gramMatrix, styleLoss } from '../losses/perceptual.ts';
import { ssimIndices } from '../losses/ssim.ts';
import { totalVariation } from '../losses/totalVariation.ts';
import { runNetwork, type ForwardResult } from '../ops/runNetwork.ts';
import type { Scalar, Tensor1D, Tensor4D } from '../ops/tensorflow.ts';
import { LOSS_SUFFIX, lookUp, scaled, type State, type StudentContext, type TeacherOutput } from './stepContext.ts';
import type { StepWork } from './stepWork.ts';

/** The student with its connectors, on the teachers' detached images: no discriminator, no target. */
export function trainStudent(
  context: StudentContext,
  work: StepWork,
  state: State,
  input: Tensor4D,
  teachers: readonly TeacherOutput[],
): void {
  const { network, taps } = context.plan.student;
  work.losses['G_student'] = work.differentiate('student', () => {
    const forward = work.forward('student', network, input, taps);
    work.statistics.add('student', work.keeper.keepAll(forward.statistics));
    work.images['student'] = work.keeper.keep(forward.output);
    const result = distilStudent(context, state, forward, teachers);
    result.connectorStatistics.forEach((statistics, index) =>
      work.statistics.add(`connector${index}`, work.keeper.keepAll(statistics)),
    );
    for (const [name, term] of Object.entries(result.losses)) work.note(name, term);
    return result.total;
  });
}

interface StudentLosses {
  readonly losses: Readonly<Record<string, Scalar>>;
  readonly total: Scalar;
  /** Batch statistics of every connector's pass. */
  readonly connectorStatistics: readonly Readonly<Record<string, Tensor1D>>[];
}

/** Runs on the gradient tape of the student and its connectors; `student` is the student's forward pass. */
function distilStudent(
  context: StudentContext,
  state: State,
  student: ForwardResult,
  teachers: readonly TeacherOutput[],
): StudentLosses {
  const { ops, plan } = context;
  const image = imageTerms(context, student, teachers);
  const wider = teachers.find(({ role }) => role === 'wider');
  if (!wider || plan.student.connectors.length === 0) {
    return { losses: image, total: ops.tf.addN(Object.values(image)), connectorStatistics: [] };
  }
  const connected = plan.student.connectors.map((network, index) => {
    const tap = student.taps[plan.student.taps[index]!]!;
    return runNetwork(ops, network, lookUp(state, `connector${index}`), tap, { training: true });
  });
  const means = connected.map(({ output }) => ops.spatialMean(output));
  const channel = scaled(ops, channelDistillation(ops, means, wider.channelMeans), plan.weights.channel);
  const losses = { ...image, G_CD: channel };
  return {
    losses,
    total: ops.tf.addN(Object.values(losses)),
    connectorStatistics: connected.map(({ statistics }) => statistics),
  };
}

/** SSIM, style, feature and total variation for every teacher. The student's own part of each is computed once. */
function imageTerms(
  { ops, plan, perceptual }: StudentContext,
  student: ForwardResult,
  teachers: readonly TeacherOutput[],
): Record<string, Scalar> {
  const { weights } = plan;
  const indices = ssimIndices(ops, student.output, teachers.map(({ image }) => image)); // prettier-ignore
  const features = perceptual(student.output);
  const grams = features.map((feature) => gramMatrix(ops, feature));
  const variation = scaled(ops, totalVariation(ops, student.output), weights.totalVariation);
  const losses: Record<string, Scalar> = {};
  teachers.forEach(({ role, image }, index) => {
    const suffix = LOSS_SUFFIX[role];
    const targets = perceptual(image);
    const targetGrams = targets.map((target) => gramMatrix(ops, target));
    losses[`G_SSIM_${suffix}`] = scaled(ops, ops.tf.sub(1, indices[index]!), weights.ssim);
    losses[`G_style_${suffix}`] = scaled(ops, styleLoss(ops, grams, targetGrams), weights.style);
    losses[`G_feature_${suffix}`] = scaled(ops, featureLoss(ops, features, targets), weights.feature);
    losses[`G_tv_${suffix}`] = variation;
  });
  return losses;
}
