/** The set metrics of a document, ready to measure: their extractors with weights, and how each makes its number. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { foldBatchNorm } from '../networks/inferenceNetwork.ts';
import type { FeatureExtractor } from '../metrics/sets/extractor.ts';
import type { SetSummary } from '../metrics/sets/featureSet.ts';
import { frechetDistance } from '../metrics/sets/frechet.ts';
import { inceptionExtractors, type InceptionResize } from '../metrics/sets/inceptionExtractor.ts';
import { kernelDistance } from '../metrics/sets/kernelDistance.ts';
import { SetEvaluator, type SetMeasure } from '../metrics/sets/setEvaluator.ts';
import { readStatistics, writeStatistics } from '../metrics/sets/statisticsFile.ts';
import { vggHedExtractor } from '../metrics/sets/vggHedExtractor.ts';
import { weightsOf } from '../networks/graph.ts';
import { inceptionV3 } from '../networks/inceptionV3.ts';
import { nativeOps } from '../ops/native/index.ts';
import { float64Algebra } from '../ops/native/float64.ts';
import type { Ops } from '../ops/ops.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import { METRIC_INFO, type Metric } from '../pipeline/index.ts';
import type { EvaluatedRole } from '../protocol/scalars.ts';
import { readMetricNetwork, type MetricFiles } from './metricNetworks.ts';
import { builtInTrunk } from './perceptualWeights.ts';

export interface OpenedSetEvaluator {
  readonly evaluator: SetEvaluator<EvaluatedRole, Metric>;
  /** Writes the summaries of the real pictures into the cache, if there is one and they are new. */
  keepReal(): Promise<void>;
  dispose(): void;
}

export interface SetEvaluatorSettings {
  readonly metrics: readonly Metric[];
  /** With Inception's weights, where a metric needs them. */
  readonly files?: MetricFiles;
  /** Draws KID's subsets. */
  readonly seed: number;
  /** Where summaries of real pictures are kept, and which pictures they are. */
  readonly cache?: { readonly folder: string; readonly contentHash: string };
}

/** Which resize each metric over Inception looks through, and how it compares. */
const OVER_INCEPTION: Readonly<Partial<Record<Metric, { resize: InceptionResize; by: 'frechet' | 'kernel' }>>> = {
  fid: { resize: 'fid', by: 'frechet' },
  'clean-fid': { resize: 'clean', by: 'frechet' },
  kid: { resize: 'fid', by: 'kernel' },
  'clean-kid': { resize: 'clean', by: 'kernel' },
};

/**
 * Undefined if none of the metrics compares sets.
 * @throws TrainError if a weights file is missing or is not Inception's
 */
export async function openSetEvaluator(
  tf: TensorFlow,
  { metrics, files = {}, seed, cache }: SetEvaluatorSettings,
): Promise<OpenedSetEvaluator | undefined> {
  const wanted = metrics.filter((metric) => METRIC_INFO[metric]!.compares === 'sets');
  if (wanted.length === 0) return undefined;
  const ops = nativeOps(tf);
  const owned: FeatureExtractor[] = [];
  const overInception = wanted.filter((metric) => metric in OVER_INCEPTION);
  const inception = overInception.length > 0 ? await openInception(ops, files, overInception) : undefined;
  const measures = await Promise.all(
    wanted.map(async (metric): Promise<SetMeasure<Metric>> => {
      const over = OVER_INCEPTION[metric];
      if (over) return { metric, extractor: inception![over.resize], distance: distanceBy(over.by, seed) };
      const extractor = await openVggHed(ops);
      owned.push(extractor);
      return { metric, extractor, distance: frechetDistance };
    }),
  );
  const fileOf = ({ id, weightsSha256 = '' }: FeatureExtractor): string => {
    const name = createHash('sha256').update([id, weightsSha256, cache!.contentHash].join('\n')).digest('hex');
    return join(cache!.folder, `${name}.safetensors`);
  };
  const extractors = [...new Set(measures.map(({ extractor }) => extractor))];
  const known = cache && (await knownSummaries(extractors, fileOf));
  const evaluator = new SetEvaluator<EvaluatedRole, Metric>(float64Algebra(tf), measures, known);
  return {
    evaluator,
    async keepReal() {
      if (!cache || known) return;
      for (const [extractor, summary] of evaluator.realSummaries ?? [])
        await writeStatistics(fileOf(extractor), summary);
    },
    dispose() {
      inception?.fid.dispose();
      owned.forEach((extractor) => extractor.dispose());
    },
  };
}

/** Of all extractors, or none: half of them would not save a look at the pictures. */
async function knownSummaries(
  extractors: readonly FeatureExtractor[],
  fileOf: (extractor: FeatureExtractor) => string,
): Promise<ReadonlyMap<FeatureExtractor, SetSummary> | undefined> {
  const known = new Map<FeatureExtractor, SetSummary>();
  for (const extractor of extractors) {
    const summary = await readStatistics(fileOf(extractor));
    if (!summary) return undefined;
    known.set(extractor, summary);
  }
  return known;
}

function distanceBy(by: 'frechet' | 'kernel', seed: number): SetMeasure<Metric>['distance'] {
  if (by === 'frechet') return frechetDistance;
  return (algebra, generated, real) => kernelDistance(algebra, generated.sample, real.sample, seed);
}

async function openVggHed(ops: Ops): Promise<FeatureExtractor> {
  const { specs, values } = await builtInTrunk();
  const tensors = specs.map(({ name, shape }) => [name, ops.tf.tensor(values.get(name)!, [...shape])] as const);
  return vggHedExtractor(ops, Object.fromEntries(tensors));
}

async function openInception(
  ops: Ops,
  files: MetricFiles,
  metrics: readonly Metric[],
): Promise<Readonly<Record<InceptionResize, FeatureExtractor>>> {
  const network = inceptionV3();
  const names = metrics.map((metric) => METRIC_INFO[metric]!.name).join(', ');
  const { values, sha256 } = await readMetricNetwork(files, 'inception', weightsOf(network), names);
  return inceptionExtractors(ops, foldBatchNorm(network, values), sha256);
}
