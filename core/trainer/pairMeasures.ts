/** The metrics of pairs that look through a network, ready to measure. */
import { createHash } from 'node:crypto';
import { lpips, lpipsWeightSpecs, type LpipsNetwork } from '../metrics/lpips.ts';
import type { PairMeasure } from '../metrics/pairMeasure.ts';
import { nativeOps } from '../ops/native/index.ts';
import type { Ops } from '../ops/ops.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import { METRIC_INFO, type Metric } from '../pipeline/index.ts';
import type { LibraryId } from '../protocol/libraryIds.ts';
import { readMetricNetwork, type MetricFiles } from './metricNetworks.ts';

export type PairMeasures = ReadonlyMap<Metric, PairMeasure>;

interface LpipsParts {
  readonly kind: LpipsNetwork;
  readonly network: LibraryId;
  readonly heads: LibraryId;
}

const LPIPS: Readonly<Partial<Record<Metric, LpipsParts>>> = {
  lpips: { kind: 'alex', network: 'alexnet', heads: 'lpips-alex' },
  'lpips-vgg': { kind: 'vgg', network: 'vgg16', heads: 'lpips-vgg' },
};

/** Those among `metrics`; the caller disposes of them. @throws TrainError if weights are missing or of another network */
export async function openPairMeasures(
  tf: TensorFlow,
  metrics: readonly Metric[],
  files: MetricFiles,
): Promise<PairMeasures> {
  const opened = new Map<Metric, PairMeasure>();
  for (const metric of metrics) {
    const parts = LPIPS[metric];
    if (parts) opened.set(metric, await openLpips(nativeOps(tf), metric, parts, files));
  }
  return opened;
}

async function openLpips(ops: Ops, metric: Metric, parts: LpipsParts, files: MetricFiles): Promise<PairMeasure> {
  const { name } = METRIC_INFO[metric]!;
  const specs = lpipsWeightSpecs(parts.kind);
  const network = await readMetricNetwork(files, parts.network, specs.network, name);
  const heads = await readMetricNetwork(files, parts.heads, specs.heads, name);
  const sha256 = createHash('sha256').update(`${network.sha256} ${heads.sha256}`).digest('hex');
  return lpips(ops, parts.kind, { network: network.values, heads: heads.values, sha256 });
}
