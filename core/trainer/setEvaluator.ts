/** The set metrics of a document, ready to measure: their extractors with weights, and how each makes its number. */
import { frechetDistance } from '../metrics/sets/frechet.ts';
import { SetEvaluator, type SetMeasure } from '../metrics/sets/setEvaluator.ts';
import { vggHedExtractor } from '../metrics/sets/vggHedExtractor.ts';
import { nativeOps } from '../ops/native/index.ts';
import { float64Algebra } from '../ops/native/float64.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import { METRIC_INFO, type Metric } from '../pipeline/index.ts';
import type { EvaluatedRole } from '../protocol/scalars.ts';
import { builtInTrunk } from './startWeights.ts';

export interface OpenedSetEvaluator {
  readonly evaluator: SetEvaluator<EvaluatedRole, Metric>;
  dispose(): void;
}

/** Undefined if none of `metrics` compares sets. */
export async function openSetEvaluator(
  tf: TensorFlow,
  metrics: readonly Metric[],
): Promise<OpenedSetEvaluator | undefined> {
  if (!metrics.some((metric) => METRIC_INFO[metric]!.compares === 'sets')) return undefined;
  const { specs, values } = await builtInTrunk();
  const weights = Object.fromEntries(specs.map(({ name, shape }) => [name, tf.tensor(values.get(name)!, [...shape])]));
  const extractor = vggHedExtractor(nativeOps(tf), weights);
  const measures: SetMeasure<Metric>[] = [{ metric: 'frechet-vgg16-hed', extractor, distance: frechetDistance }];
  return { evaluator: new SetEvaluator(float64Algebra(tf), measures), dispose: () => extractor.dispose() };
}
