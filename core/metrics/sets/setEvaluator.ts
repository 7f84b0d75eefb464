/** Compares what several networks generate with the real pictures, as sets. */
import type { Pixels } from '../../data/pixels.ts';
import type { Float64Algebra } from '../../ops/native/float64.ts';
import type { FeatureExtractor } from './extractor.ts';
import { FeatureSet, type SetSummary } from './featureSet.ts';

/** One number about two sets, over the features of one extractor. */
export interface SetMeasure<Metric extends string> {
  readonly metric: Metric;
  readonly extractor: FeatureExtractor;
  readonly distance: (algebra: Float64Algebra, generated: SetSummary, real: SetSummary) => number;
}

export interface SetResult<Role extends string, Metric extends string> {
  readonly role: Role;
  readonly metric: Metric;
  readonly value: number;
  /** Generated pictures. */
  readonly samples: number;
  readonly realSamples: number;
  readonly extractor: string;
  readonly weightsSha256?: string;
}

/** Pictures go through an extractor in batches of this many. */
export const EXTRACTOR_BATCH = 16;

/**
 * Real pictures are added once and kept; generated ones are forgotten with each `results`. The extractors stay the
 * caller's.
 */
export class SetEvaluator<Role extends string, Metric extends string> {
  readonly #algebra: Float64Algebra;
  readonly #measures: readonly SetMeasure<Metric>[];
  readonly #extractors: readonly FeatureExtractor[];
  readonly #real: Collection;
  #realSummaries: ReadonlyMap<FeatureExtractor, SetSummary> | undefined;
  #generated = new Map<Role, Collection>();

  /** @param knownReal summaries of the real pictures by extractor, where they are known already: for all extractors */
  constructor(
    algebra: Float64Algebra,
    measures: readonly SetMeasure<Metric>[],
    knownReal?: ReadonlyMap<FeatureExtractor, SetSummary>,
  ) {
    this.#realSummaries = knownReal;
    this.#algebra = algebra;
    this.#measures = measures;
    this.#extractors = [...new Set(measures.map(({ extractor }) => extractor))];
    this.#real = new Collection(algebra, this.#extractors);
  }

  /** Whether `addReal` is still to be called: the real set is complete with the first `results`. */
  get needsReal(): boolean {
    return this.#realSummaries === undefined;
  }

  /** Of the real pictures, by extractor; undefined before the first `results`. */
  get realSummaries(): ReadonlyMap<FeatureExtractor, SetSummary> | undefined {
    return this.#realSummaries;
  }

  addReal(picture: Pixels): void {
    if (!this.needsReal) throw new Error('The set of real pictures is complete; nothing can be added to it.');
    this.#real.add(picture);
  }

  addGenerated(role: Role, picture: Pixels): void {
    const collection = this.#generated.get(role) ?? new Collection(this.#algebra, this.#extractors);
    this.#generated.set(role, collection);
    collection.add(picture);
  }

  /** Every measure of every role that pictures were added for. Throws a `RangeError` for sets of fewer than two. */
  results(): SetResult<Role, Metric>[] {
    const real = (this.#realSummaries ??= this.#real.summaries());
    const roles = [...this.#generated].map(([role, collection]) => ({ role, summaries: collection.summaries() }));
    this.#generated = new Map();
    return roles.flatMap(({ role, summaries }) =>
      this.#measures.map(({ metric, extractor, distance }) => {
        const [made, truth] = [summaries.get(extractor)!, real.get(extractor)!];
        return {
          role,
          metric,
          value: distance(this.#algebra, made, truth),
          samples: made.count,
          realSamples: truth.count,
          extractor: extractor.id,
          ...(extractor.weightsSha256 === undefined ? {} : { weightsSha256: extractor.weightsSha256 }),
        };
      }),
    );
  }
}

/** One set of pictures on its way through all extractors. */
class Collection {
  readonly #sets: ReadonlyMap<FeatureExtractor, FeatureSet>;
  #waiting: Pixels[] = [];

  constructor(algebra: Float64Algebra, extractors: readonly FeatureExtractor[]) {
    this.#sets = new Map(extractors.map((one) => [one, new FeatureSet(algebra, one.dimension)]));
  }

  add(picture: Pixels): void {
    const first = this.#waiting[0];
    if (first && (first.width !== picture.width || first.height !== picture.height)) this.#extract();
    this.#waiting.push(picture);
    if (this.#waiting.length === EXTRACTOR_BATCH) this.#extract();
  }

  summaries(): ReadonlyMap<FeatureExtractor, SetSummary> {
    this.#extract();
    return new Map([...this.#sets].map(([extractor, set]) => [extractor, set.summary()]));
  }

  #extract(): void {
    const pictures = this.#waiting;
    this.#waiting = [];
    if (pictures.length === 0) return;
    for (const [extractor, set] of this.#sets) set.add(extractor.extract(pictures));
  }
}
