/** By which measure the best teacher of unpaired training is chosen. */
import { hasNoPairs } from './methods.ts';
import { METRIC_INFO, type Metric } from './metrics.ts';
import type { PipelineDocument } from './schema.ts';

/** The one that the document names, else the first of its measures that its pictures allow. */
export function teacherMetricOf({ dataset, evaluation: { metrics, teacherMetric } }: PipelineDocument): Metric {
  const allowed = metrics.filter((metric) => !hasNoPairs(dataset.kind) || METRIC_INFO[metric]!.compares !== 'pairs');
  return teacherMetric ?? allowed[0] ?? metrics[0]!;
}
