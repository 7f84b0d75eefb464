/** Adam: the parameter after every recorded step. */
import { z } from 'zod';
import { adamScalars, adamUpdate, type AdamSlot } from '../../distill/adam.ts';
import { toleranceOf, type CaseCheck } from '../context.ts';

const valuesSchema = z.looseObject({
  lr: z.array(z.number()),
  betas: z.tuple([z.number(), z.number()]),
  eps: z.number(),
});

export const checkAdam: CaseCheck = ({ ops }, entry, tensors, report) => {
  const { lr, betas, eps } = valuesSchema.parse(entry.values);
  const options = { beta1: betas[0], beta2: betas[1], epsilon: eps };
  const value = ops.tf.tensor1d(tensors.values('param'));
  let slot: AdamSlot = { value, firstMoment: ops.tf.zerosLike(value), secondMoment: ops.tf.zerosLike(value) };
  lr.forEach((learningRate, index) => {
    const step = index + 1;
    const gradient = ops.tf.tensor1d(tensors.values(`grad.${step}`));
    slot = adamUpdate(ops.tf, slot, gradient, options, adamScalars(options, step), learningRate);
    const output = `param.after.${step}`;
    report.tensor(output, slot.value.dataSync(), tensors.values(output), toleranceOf(entry, output));
  });
};
