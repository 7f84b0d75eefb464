/** Settings of unpaired training. */
import { hasNoPairs, hasTeachers, isUnpaired } from '../methods.ts';
import { METRIC_INFO, METRICS } from '../metrics.ts';
import { startsOf } from '../starts.ts';
import { error, quoted, warning, type Check } from './finding.ts';

const SET_METRICS = METRICS.filter((metric) => METRIC_INFO[metric]!.compares === 'sets');

export const pairsForPairedMethod: Check = ({ method, dataset: { kind } }) => {
  if (isUnpaired(method) || !hasNoPairs(kind)) return [];
  const message =
    `dataset.kind is "${kind}", whose pictures are no pairs, but method "${method}" learns from pairs. ` +
    'Set method to "omgd-unpaired", or choose a dataset of pairs.';
  return [error('method', message)];
};

/** The authors' CycleGAN has a discriminator for each direction, each with one head. */
export const discriminatorWithOneHead: Check = ({ method, discriminator: { kind } }) => {
  if (!isUnpaired(method) || kind !== 'multi_n_layers') return [];
  const message =
    `discriminator.kind is "${kind}", which has a head for each of two teachers; method "${method}" has one ` +
    'discriminator for each direction. Set it to "n_layers" or "pixel".';
  return [error('discriminator.kind', message)];
};

export const identityNeedsChannels: Check = ({ method, losses, preprocess: { inputChannels, outputChannels } }) => {
  if (!isUnpaired(method) || losses.identityWeight === 0 || inputChannels === outputChannels) return [];
  const message =
    `losses.identityWeight is ${losses.identityWeight}, but pictures go in with ${inputChannels} and out with ` +
    `${outputChannels} channels, so a generator cannot leave one as it is. Set the weight to 0, or use as many channels.`;
  return [error('losses.identityWeight', message)];
};

export const oneTeacherIfUnpaired: Check = ({ method, teachers }) => {
  if (method !== 'omgd-unpaired' || !teachers.deeper) return [];
  const message = 'method is "omgd-unpaired", which has one teacher, the CycleGAN: teachers.deeper is ignored.';
  return [warning('teachers.deeper', message)];
};

/** A measure that no run of this document could take: of one picture against another that does not belong to it. */
export const measurable: Check = ({ dataset, evaluation: { metrics } }) => {
  if (!hasNoPairs(dataset.kind) || metrics.some((metric) => METRIC_INFO[metric]!.compares !== 'pairs')) return [];
  const message =
    `evaluation.metrics (${quoted(metrics)}) compare each picture with its target, but pictures of dataset.kind ` +
    `"${dataset.kind}" have none, so nothing would be measured. Add "${SET_METRICS[0]!}".`;
  return [warning('evaluation.metrics', message)];
};

export const teacherMetricIsTaken: Check = ({ method, dataset, evaluation: { metrics, teacherMetric } }) => {
  if (method !== 'omgd-unpaired' || teacherMetric === undefined) return [];
  const compares = METRIC_INFO[teacherMetric]!.compares;
  if (compares === 'pairs' && hasNoPairs(dataset.kind)) {
    const message =
      `evaluation.teacherMetric is "${teacherMetric}", which needs pairs, but pictures of dataset.kind "${dataset.kind}" ` +
      `are none. Choose "${SET_METRICS[0]!}".`;
    return [error('evaluation.teacherMetric', message)];
  }
  if (metrics.includes(teacherMetric)) return [];
  const message =
    `evaluation.teacherMetric is "${teacherMetric}", but evaluation.metrics does not measure it (${quoted(metrics)}). ` +
    'Add it there, or choose one of those.';
  return [error('evaluation.teacherMetric', message)];
};

/** Cutting the schedule into blocks of the same length leaves a shorter one at the end; its student block is a whole one. */
export const wholeBlocks: Check = ({ method, training: { schedule, blockLength } }) => {
  const length = schedule.flat + schedule.decay;
  if (!isUnpaired(method) || !hasTeachers(method) || length === 0 || blockLength <= length) return [];
  const message =
    `training.blockLength is ${blockLength} ${schedule.unit}, longer than the whole schedule of ${length}: ` +
    'there is one block, so the student learns only from the finished teacher.';
  return [warning('training.blockLength', message)];
};

export const cycleIsUnpaired: Check = ({ method, cycle }) => {
  if (isUnpaired(method)) return [];
  return Object.entries(cycle).flatMap(([name, { start }]) => {
    if (start.kind === 'scratch') return [];
    const message = `method is "${method}", which has no CycleGAN: cycle.${name}.start is ignored.`;
    return [warning(`cycle.${name}.start.kind`, message)];
  });
};

/** A trained generator beside an untrained one: they learn from each other. */
export const bothWaysKnowAsMuch: Check = (document) => {
  if (!isUnpaired(document.method)) return [];
  const [there, ...others] = startsOf(document);
  const pair = [there, others.find(({ network }) => network === 'backward')];
  const untrained = pair.filter((one) => one?.start.kind === 'scratch');
  const trained = pair.find((one) => one?.start.kind !== 'scratch');
  if (untrained.length !== 1 || !trained) return [];
  const message =
    `${trained.path} has weights, but ${untrained[0]!.path} is scratch: the two generators of a CycleGAN learn from each ` +
    'other, so the trained one is spoiled at first. Give both, from the same CycleGAN (latest_net_G_A and latest_net_G_B).';
  return [warning(`${untrained[0]!.path}.kind`, message)];
};
