/** Generators: outputs in both modes, tapped activations, running statistics after one training pass. */
import { z } from 'zod';
import { movedStatistic } from '../../distill/statistics.ts';
import { describeGenerator } from '../../networks/generators.ts';
import { weightsOf } from '../../networks/graph.ts';
import { GENERATOR_ARCHITECTURES } from '../../networks/options.ts';
import { runNetwork } from '../../ops/runNetwork.ts';
import { imageTensor, networkWeights, toleranceOf, torchImage, type CaseCheck } from '../context.ts';

const configSchema = z.looseObject({
  netG: z.enum(GENERATOR_ARCHITECTURES),
  ngf: z.number(),
  norm: z.enum(['batch', 'instance']),
  input_nc: z.number(),
  dropout_rate: z.number().default(0),
});

export const checkGenerator: CaseCheck = ({ ops }, entry, tensors, report) => {
  const config = configSchema.parse(entry.config);
  const network = describeGenerator({
    architecture: config.netG,
    ngf: config.ngf,
    norm: config.norm,
    inputChannels: config.input_nc,
    outputChannels: tensors.stored('output.eval').shape[1]!,
    dropoutRate: config.dropout_rate,
  });
  const state = networkWeights(ops, network, tensors.under('state.'));
  const weights = (name: string) => state[name]!;
  const input = imageTensor(ops, tensors, 'input');
  const taps = tensors.names().filter((name) => name.startsWith('act.')).map((name) => name.slice(4)); // prettier-ignore

  const inference = runNetwork(ops, network, weights, input, { training: false, taps });
  compare('output.eval', torchImage(inference.output));
  for (const tap of taps) compare(`act.${tap}`, torchImage(inference.taps[tap]!));
  if (!tensors.has('output.train')) return;

  const training = runNetwork(ops, network, weights, input, { training: true });
  compare('output.train', torchImage(training.output));
  for (const spec of weightsOf(network).filter(({ trainable }) => !trainable)) {
    const batch = training.statistics[spec.name]!;
    const updated = movedStatistic(ops.tf, weights(spec.name), batch);
    compare(`after_train.${spec.name}`, updated.dataSync());
  }

  function compare(output: string, actual: ArrayLike<number>): void {
    report.tensor(output, actual, tensors.values(output), toleranceOf(entry, output));
  }
};
