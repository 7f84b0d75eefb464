/** The losses one by one: image terms, the student's terms, channel distillation. Values and gradients. */
import { z } from 'zod';
import { differentiate } from '../../distill/differentiate.ts';
import { movedStatistic } from '../../distill/statistics.ts';
import { channelDistillation } from '../../losses/channelDistillation.ts';
import { discriminatorLoss, generatorLoss, type GanMode } from '../../losses/gan.ts';
import { featureLoss, gramMatrix, styleLoss } from '../../losses/perceptual.ts';
import { reconstructionLoss } from '../../losses/reconstruction.ts';
import { gaussianWindow, ssimIndices } from '../../losses/ssim.ts';
import { totalVariation } from '../../losses/totalVariation.ts';
import { connector } from '../../networks/connector.ts';
import { weightsOf } from '../../networks/graph.ts';
import { VGG_TAPS } from '../../networks/vggTrunk.ts';
import { runNetwork } from '../../ops/runNetwork.ts';
import type { Scalar, Tensor, Tensor4D } from '../../ops/tensorflow.ts';
import {
  imageTensor,
  networkWeights,
  toleranceOf,
  torchImage,
  torchWeight,
  valueOf,
  type CaseCheck,
} from '../context.ts';
import type { StoredTensor } from '../../weights/storedTensor.ts';
import type { CaseTensors, ReferenceCase } from '../referenceSet.ts';
import type { Report } from '../report.ts';

export const checkImageTerms: CaseCheck = ({ ops, perceptual }, entry, tensors, report) => {
  const [fake, real, pred] = ['fake', 'real', 'pred'].map((name) => imageTensor(ops, tensors, name)) as Tensor4D[];
  for (const type of ['l1', 'l2', 'smooth_l1'] as const) {
    const result = differentiate(ops.tf, { fake: fake! }, () =>
      ops.tf.mul(reconstructionLoss(ops, type, fake!, real!, perceptual), 100),
    );
    compareTerm(
      entry,
      tensors,
      report,
      `recon.${type} * 100`,
      `recon.${type}.grad`,
      result.loss,
      result.gradients['fake']!,
    );
  }
  for (const mode of ['hinge', 'lsgan', 'vanilla'] as const satisfies readonly GanMode[]) {
    const terms: readonly [string, () => Scalar][] = [
      ['D_real', () => discriminatorLoss(ops, mode, pred!, true)],
      ['D_fake', () => discriminatorLoss(ops, mode, pred!, false)],
      ['G', () => generatorLoss(ops, mode, pred!)],
    ];
    for (const [term, compute] of terms) {
      const name = `${mode}.${term}`;
      if (!(name in entry.values)) continue;
      const { loss, gradients } = differentiate(ops.tf, { pred: pred! }, compute);
      compareTerm(entry, tensors, report, name, `${name}.grad`, loss, gradients['pred']!);
    }
  }
};

const lambdaSchema = z.object({ SSIM: z.number(), style: z.number(), feature: z.number(), tv: z.number() });

export const checkStudentTerms: CaseCheck = ({ ops, perceptual }, entry, tensors, report) => {
  const lambda = lambdaSchema.parse(entry.values['lambda']);
  const [student, wider, deeper] = ['student', 'teacher_w', 'teacher_d'].map((name) =>
    imageTensor(ops, tensors, name),
  ) as [Tensor4D, Tensor4D, Tensor4D];
  const { tf } = ops;
  const ssim = (teacher: Tensor4D): Scalar => tf.sub(1, ssimIndices(ops, student, [teacher])[0]!);
  const grams = (image: Tensor4D) => perceptual(image).map((feature) => gramMatrix(ops, feature));
  const terms: readonly [string, number, (teacher: Tensor4D) => Scalar][] = [
    ['SSIM', lambda.SSIM, ssim],
    ['style', lambda.style, (teacher) => styleLoss(ops, grams(student), grams(teacher))],
    ['feature', lambda.feature, (teacher) => featureLoss(ops, perceptual(student), perceptual(teacher))],
    ['tv', lambda.tv, () => totalVariation(ops, student)],
  ];
  for (const [name, weight, term] of terms) {
    const { loss, gradients } = differentiate(tf, { student }, () => tf.mul(term(wider), weight));
    compareTerm(entry, tensors, report, name, `${name}.grad`, loss, gradients['student']!);
  }
  const total = differentiate(tf, { student }, () =>
    tf.addN(
      [wider, deeper].flatMap((teacher) => terms.map(([, weight, term]) => tf.mul(term(teacher), weight) as Scalar)),
    ),
  );
  compareTerm(
    entry,
    tensors,
    report,
    'total over teacher_w and teacher_d',
    'total.grad',
    total.loss,
    total.gradients['student']!,
  );

  const index = ssimIndices(ops, student, [wider])[0]!.dataSync()[0]!;
  const expected = valueOf(entry, 'ssim index');
  report.scalar('ssim index', index, expected.expected, { relative: 1e-4, exact: expected.exact });
  const features = perceptual(student);
  Object.keys(VGG_TAPS).forEach((tap, i) => {
    const first = tf.slice4d(features[i]!, [0, 0, 0, 0], [1, -1, -1, -1]);
    compareIfRecorded(`vgg.${tap}[0]`, torchImage(first));
    compareIfRecorded(`gram.${tap}`, gramMatrix(ops, features[i]!).dataSync());
  });
  const window = gaussianWindow();
  compareIfRecorded('ssim.window', window.flatMap((row) => window.map((column) => row * column))); // prettier-ignore

  function compareIfRecorded(output: string, actual: ArrayLike<number>): void {
    if (tensors.has(output)) report.tensor(output, actual, tensors.values(output), toleranceOf(entry, output));
  }
};

export const checkChannel: CaseCheck = ({ ops }, entry, tensors, report) => {
  const { lambda_CD: lambda } = z.looseObject({ lambda_CD: z.number() }).parse(entry.config);
  const count = tensors.names().filter((name) => /^student_act\.\d+$/.test(name)).length;
  const taps = Array.from({ length: count }, (_, index) => {
    const student = imageTensor(ops, tensors, `student_act.${index}`);
    const teacher = imageTensor(ops, tensors, `teacher_act.${index}`);
    const network = connector(student.shape[3], teacher.shape[3]);
    return {
      student,
      teacher,
      network,
      weights: networkWeights(ops, network, onlyWeights(tensors.under(`connector${index}.`))),
    };
  });
  const variables = Object.fromEntries(
    taps.flatMap(({ student, weights }, index): [string, Tensor][] => [
      [`student_act.${index}`, student],
      ...Object.entries(weights).map(([name, tensor]): [string, Tensor] => [`connector${index}.${name}`, tensor]),
    ]),
  );
  const { loss, gradients } = differentiate(ops.tf, variables, () => {
    const means = taps.map(({ student, network, weights }) =>
      ops.spatialMean(runNetwork(ops, network, (name) => weights[name]!, student, { training: true }).output),
    );
    const targets = taps.map(({ teacher }) => ops.spatialMean(teacher));
    return ops.tf.mul(channelDistillation(ops, means, targets), lambda);
  });
  const { expected, exact } = valueOf(entry, 'lambda_CD * CD');
  report.scalar('lambda_CD * CD', loss.dataSync()[0]!, expected, { relative: 1e-4, exact });
  taps.forEach(({ student, network, weights }, index) => {
    compare(`student_act.${index}.grad`, torchImage(gradients[`student_act.${index}`]!));
    for (const spec of weightsOf(network).filter(({ trainable }) => trainable)) {
      compare(`connector${index}.${spec.name}.grad`, torchWeight(spec, gradients[`connector${index}.${spec.name}`]));
    }
    const { statistics } = runNetwork(ops, network, (name) => weights[name]!, student, { training: true });
    for (const [name, batch] of Object.entries(statistics)) {
      const updated = movedStatistic(ops.tf, weights[name]!, batch);
      compare(`connector${index}.after.${name}`, updated.dataSync());
    }
  });

  function compare(output: string, actual: ArrayLike<number>): void {
    if (tensors.has(output)) report.tensor(output, actual, tensors.values(output), toleranceOf(entry, output));
  }
};

/** Beside a connector's weights the case holds its gradients and what the running statistics became. */
function onlyWeights(recorded: ReadonlyMap<string, StoredTensor>): Map<string, StoredTensor> {
  return new Map([...recorded].filter(([name]) => !name.endsWith('.grad') && !name.startsWith('after.')));
}

function compareTerm(
  entry: ReferenceCase,
  tensors: CaseTensors,
  report: Report,
  value: string,
  gradient: string,
  loss: Scalar,
  actual: Tensor,
): void {
  const { expected, exact } = valueOf(entry, value);
  report.scalar(value, loss.dataSync()[0]!, expected, { relative: 1e-4, exact });
  if (tensors.has(gradient)) {
    report.tensor(gradient, torchImage(actual), tensors.values(gradient), toleranceOf(entry, gradient));
  }
}
