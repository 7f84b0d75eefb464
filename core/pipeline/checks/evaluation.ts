/** Settings of the evaluation. */
import { METRIC_INFO } from '../metrics.ts';
import { error, type Check } from './finding.ts';

export const weightsForMetrics: Check = ({ evaluation: { metrics, weights } }) => {
  const needing = metrics.filter((metric) => METRIC_INFO[metric]?.needs === 'inception');
  if (needing.length === 0 || weights.inception !== undefined) return [];
  const message =
    `evaluation.metrics has ${needing.join(', ')}, but evaluation.weights.inception names no file. Set it to "library:inception", or point it at ` +
    'pt_inception-2015-12-05-6726825d.pth of pytorch-fid, or measure "frechet-vgg16-hed", which needs no file.';
  return [error('evaluation.weights.inception', message)];
};

export const bestIsMeasured: Check = ({ evaluation: { metrics, bestBy } }) => {
  if (bestBy === undefined || metrics.includes(bestBy)) return [];
  const message = `evaluation.bestBy is "${bestBy}", which is not among evaluation.metrics: ${metrics.join(', ')}. Add it there.`;
  return [error('evaluation.bestBy', message)];
};
