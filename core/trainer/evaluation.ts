/** Measures every generator on held-out pairs, beside the trivial answer "output = input". */
import type { ImageShape } from '../data/batch.ts';
import { toLoadedPixels, toPixels } from '../data/floatImage.ts';
import { l1PerPicture } from '../metrics/l1.ts';
import { psnrPerPicture } from '../metrics/psnr.ts';
import type { SetEvaluator } from '../metrics/sets/setEvaluator.ts';
import { ssimPerPicture } from '../metrics/ssim.ts';
import type { Metric } from '../pipeline/index.ts';
import { EvaluatedRoleSchema, type EvaluatedRole } from '../protocol/scalars.ts';
import type { GeneratedPair } from './generateAll.ts';
import type { LabelMeasure } from './labelMeasure.ts';
import type { Measurement } from './measurement.ts';
import type { PairMeasures } from './pairMeasures.ts';
import type { RealPictures } from './realPictures.ts';

type PerPicture = (first: Float32Array, second: Float32Array, shape: ImageShape) => number[];

const PER_PICTURE: Readonly<Partial<Record<Metric, PerPicture>>> = {
  ssim: ssimPerPicture,
  psnr: psnrPerPicture,
  l1: l1PerPicture,
};

/** PSNR of equal pictures is infinite; so much is as good, and keeps the mean a number. */
const HIGHEST_PSNR_DB = 100;

export interface Comparison {
  /** Whether the pairs' pictures belong together; metrics of pairs mean nothing where they do not. */
  readonly belongTogether: boolean;
  /** Measure generated against real pictures as sets, each direction by itself; the first pass gives them the real ones. */
  readonly sets?: Readonly<Partial<Record<'forward' | 'backward', SetEvaluator<EvaluatedRole, Metric> | undefined>>>;
  /** What sets are compared with; where it is left out, with the real pictures of the pairs. */
  readonly real?: RealPictures | undefined;
  /** Hears how many of those are read. */
  readonly onReal?: (done: number, total: number) => void;
  /** The metrics of pairs that look through a network. */
  readonly pairMeasures?: PairMeasures;
  /** Compares what a network sees in the pictures with the label maps that they were made from. */
  readonly labels?: LabelMeasure | undefined;
}

const EVALUATED: ReadonlySet<string> = new Set(EvaluatedRoleSchema.options);

/** @param pairs may be a generator: pictures are measured as they come and not kept */
export async function evaluate(
  pairs: Iterable<GeneratedPair> | AsyncIterable<GeneratedPair>,
  metrics: readonly Metric[],
  { belongTogether, sets = {}, real, onReal, pairMeasures = new Map(), labels }: Comparison = { belongTogether: true },
): Promise<Measurement[]> {
  const { forward, backward } = sets;
  const means = new Means(metrics, pairMeasures);
  const needsReal = { forward: forward?.needsReal === true, backward: backward?.needsReal === true };
  if (real) {
    for (const way of ['forward', 'backward'] as const) {
      if (needsReal[way]) await real.addTo(sets[way]!, way, onReal);
      needsReal[way] = false;
    }
  }
  for await (const { pair, images } of pairs) {
    const outputs = Object.entries(images)
      .filter(([role]) => EVALUATED.has(role))
      .map(([role, image]): [EvaluatedRole, Float32Array] => [role as EvaluatedRole, image.values]);
    // A grey input cannot be compared with a coloured target.
    if (pair.shapeA.join() === pair.shapeB.join()) outputs.unshift(['input', pair.a]);
    if (needsReal.forward) forward!.addReal(toLoadedPixels(pair.b, pair.shapeB));
    if (needsReal.backward) backward!.addReal(toLoadedPixels(pair.a, pair.shapeA));
    for (const [role, output] of outputs) {
      const isBackward = role === 'backward';
      const [target, shape] = isBackward ? [pair.a, pair.shapeA] : [pair.b, pair.shapeB];
      if (belongTogether) means.add(role, output, target, shape);
      const pixels = (role === 'input' ? toLoadedPixels : toPixels)(output, shape);
      (isBackward ? backward : forward)?.addGenerated(role, pixels);
      if (!isBackward) await labels?.add(role, pair.ids[0]!, pixels);
    }
  }
  return [
    ...means.results(),
    ...(labels?.results() ?? []),
    ...(forward?.results() ?? []),
    ...(backward?.results() ?? []),
  ];
}

/** Running means of the metrics of pairs, by role. */
class Means {
  readonly #metrics: readonly Metric[];
  readonly #measures: PairMeasures;
  readonly #entries = new Map<string, { role: EvaluatedRole; metric: Metric; sum: number; samples: number }>();

  constructor(metrics: readonly Metric[], measures: PairMeasures) {
    this.#metrics = metrics;
    this.#measures = measures;
  }

  add(role: EvaluatedRole, output: Float32Array, target: Float32Array, shape: ImageShape) {
    for (const metric of this.#metrics) {
      const value =
        PER_PICTURE[metric]?.(output, target, shape)[0] ?? this.#measures.get(metric)?.measure(output, target, shape);
      if (value === undefined) continue;
      const entry = this.#entries.get(`${role} ${metric}`) ?? { role, metric, sum: 0, samples: 0 };
      entry.sum += Math.min(value, metric === 'psnr' ? HIGHEST_PSNR_DB : Infinity);
      entry.samples++;
      this.#entries.set(`${role} ${metric}`, entry);
    }
  }

  results(): Measurement[] {
    return [...this.#entries.values()].map(({ role, metric, sum, samples }) => {
      const { id, weightsSha256 } = this.#measures.get(metric) ?? {};
      const network =
        id === undefined ? {} : { extractor: id, ...(weightsSha256 === undefined ? {} : { weightsSha256 }) };
      return { role, metric, value: sum / samples, samples, ...network };
    });
  }
}
