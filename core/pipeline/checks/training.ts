/** Settings of the training itself. */
import { hasTeachers, isUnpaired } from '../methods.ts';
import { error, warning, type Check } from './finding.ts';

export const someLength: Check = ({ training: { schedule } }) => {
  if (schedule.flat + schedule.decay > 0) return [];
  const message = `training.schedule.flat and decay are both 0 ${schedule.unit}; together they must be at least 1.`;
  return [error('training.schedule.flat', message)];
};

export const fullBatch: Check = ({ preprocess: { maximumPairs }, training: { batchSize } }) => {
  if (maximumPairs === undefined || maximumPairs >= batchSize) return [];
  const message = `training.batchSize is ${batchSize}, but preprocess.maximumPairs leaves only ${maximumPairs}. Lower one or raise the other.`;
  return [error('training.batchSize', message)];
};

export const perceptualIsReal: Check = ({ method, perceptual, losses }) => {
  const inStudent = hasTeachers(method) && losses.styleWeight + losses.featureWeight > 0;
  const inTeachers = !isUnpaired(method) && losses.reconType === 'vgg' && losses.reconWeight > 0;
  if (perceptual.kind !== 'random' || !(inStudent || inTeachers)) return [];
  const message =
    'perceptual.kind is "random": style and features are measured by a network that has learned nothing. ' +
    'Fine for a try, not for results; use "builtin-hed" or a file for those.';
  return [warning('perceptual.kind', message)];
};

export const baselineIgnores: Check = ({ method, teachers, training: { nDis } }) => {
  if (hasTeachers(method)) return [];
  const findings = [];
  const withTeachers = isUnpaired(method) ? 'omgd-unpaired' : 'omgd';
  if (teachers.wider || teachers.deeper) {
    const message = `method is "${method}": the teachers are ignored. Set it to "${withTeachers}" to use them.`;
    findings.push(warning('teachers', message));
  }
  if (nDis > 1) {
    const message = `method is "${method}": training.nDis ${nDis} is ignored, student and discriminator learn in every step.`;
    findings.push(warning('training.nDis', message));
  }
  return findings;
};
