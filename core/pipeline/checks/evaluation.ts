/** Settings of the evaluation. */
import { METRIC_INFO } from '../metrics.ts';
import { error, quoted, type Check } from './finding.ts';

export const largeEnoughForMetrics: Check = ({ evaluation: { metrics }, preprocess: { cropSize } }) =>
  metrics.flatMap((metric) => {
    const { smallestSide = 0 } = METRIC_INFO[metric] ?? {};
    if (cropSize >= smallestSide) return [];
    const message =
      `evaluation.metrics has ${metric}, whose network needs pictures of at least ${smallestSide} × ${smallestSide}, but ` +
      `preprocess.cropSize is ${cropSize}. Leave ${metric} out, or use larger pictures.`;
    return [error('evaluation.metrics', message)];
  });

export const segmentationForMetrics: Check = ({ evaluation: { metrics, segmentation } }) => {
  if (!metrics.includes('miou')) return [];
  const needed = [
    ['file', 'a segmentation network as ONNX file'],
    ['labels', 'the folder with the label maps'],
  ] as const;
  return needed.flatMap(([setting, what]) => {
    const path = `evaluation.segmentation.${setting}`;
    if (segmentation[setting] !== undefined) return [];
    return [error(path, `evaluation.metrics has mIoU, which needs ${what}, but ${path} is not set. Set it, or leave mIoU out.`)]; // prettier-ignore
  });
};

export const bestIsMeasured: Check = ({ evaluation: { metrics, bestBy } }) => {
  if (bestBy === undefined || metrics.includes(bestBy)) return [];
  const message = `evaluation.bestBy is "${bestBy}", which is not among evaluation.metrics: ${quoted(metrics)}. Add it there.`;
  return [error('evaluation.bestBy', message)];
};
