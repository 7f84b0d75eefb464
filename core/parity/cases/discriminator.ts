/** Discriminators: scores of every head, GAN losses with their gradients, running statistics after the heads ran in turn. */
import { z } from 'zod';
import { BatchStatistics } from '../../distill/statistics.ts';
import { differentiate } from '../../distill/differentiate.ts';
import { discriminatorLoss, generatorLoss, type GanMode } from '../../losses/gan.ts';
import { stateDictWeightsOf, usedWeightsOf } from '../../networks/discriminator.ts';
import { describeDiscriminator } from '../../networks/discriminators.ts';
import { DISCRIMINATOR_ARCHITECTURES } from '../../networks/options.ts';
import { runNetwork } from '../../ops/runNetwork.ts';
import type { Scalar, Tensor } from '../../ops/tensorflow.ts';
import { imageTensor, loadWeights, toleranceOf, torchImage, torchWeight, valueOf, type CaseCheck } from '../context.ts';

const configSchema = z.looseObject({
  netD: z.enum(DISCRIMINATOR_ARCHITECTURES),
  ndf: z.number(),
  norm: z.enum(['batch', 'instance']),
  input_nc: z.number(),
  n_share: z.number().optional(),
  n_layers: z.number().optional(),
});
const MODES: readonly GanMode[] = ['hinge', 'lsgan', 'vanilla'];

export const checkDiscriminator: CaseCheck = ({ ops }, entry, tensors, report) => {
  const config = configSchema.parse(entry.config);
  const discriminator = describeDiscriminator({
    architecture: config.netD,
    inputChannels: config.input_nc,
    ndf: config.ndf,
    norm: config.norm,
    ...(config.n_share === undefined ? {} : { nShare: config.n_share }),
    ...(config.n_layers === undefined ? {} : { nLayers: config.n_layers }),
  });
  const state = loadWeights(ops, stateDictWeightsOf(discriminator), tensors.under('state.'), config.netD);
  const trainable = usedWeightsOf(discriminator).filter((spec) => spec.trainable);
  const input = imageTensor(ops, tensors, 'input');
  const prefixed = Object.fromEntries(Object.entries(state).map(([name, tensor]) => [`d.${name}`, tensor]));
  const statistics = new BatchStatistics(ops.tf, prefixed);

  discriminator.heads.forEach((head, index) => {
    const suffix = discriminator.heads.length === 1 ? '' : 'wd'[index]!;
    const score = (image = input) => runNetwork(ops, head, (name) => state[name]!, image, { training: true });
    const scores = score();
    statistics.add('d', scores.statistics);
    compare(`output${suffix}`, torchImage(scores.output));
    for (const mode of MODES) checkGan(mode, suffix, score);
  });
  for (const [name, updated] of Object.entries(statistics.updated())) {
    const output = `after.${name.slice(2)}`;
    if (tensors.has(output)) compare(output, updated.dataSync());
  }

  function checkGan(mode: GanMode, suffix: string, score: (image?: typeof input) => { output: typeof input }): void {
    const [generatorName, fakeName] = [`${mode}.G${suffix}`, `${mode}.Dfake${suffix}`];
    if (generatorName in entry.values) {
      const { loss, gradients } = differentiate(ops.tf, { input }, () => generatorLoss(ops, mode, score(input).output));
      compareValue(generatorName, loss);
      if (tensors.has(`${generatorName}.input_grad`)) {
        compare(`${generatorName}.input_grad`, torchImage(gradients['input']!));
      }
    }
    if (!(fakeName in entry.values)) return;
    const variables = Object.fromEntries(trainable.map(({ name }) => [name, state[name]!]));
    const fake = differentiate(ops.tf, variables, () => discriminatorLoss(ops, mode, score().output, false));
    compareValue(fakeName, fake.loss);
    for (const spec of trainable) {
      const output = `${fakeName}.grad.${spec.name}`;
      if (tensors.has(output)) compare(output, torchWeight(spec, fake.gradients[spec.name]));
    }
  }

  function compare(output: string, actual: ArrayLike<number>): void {
    report.tensor(output, actual, tensors.values(output), toleranceOf(entry, output));
  }

  function compareValue(name: string, loss: Scalar | Tensor): void {
    const { expected, exact } = valueOf(entry, name);
    report.scalar(name, loss.dataSync()[0]!, expected, { relative: 1e-4, exact });
  }
};
