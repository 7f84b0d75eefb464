/** What an evaluation finds. */
import type { Metric } from '../pipeline/index.ts';
import type { EvaluatedRole } from '../protocol/scalars.ts';

export interface Measurement {
  readonly role: EvaluatedRole;
  readonly metric: Metric;
  /** For a metric of pairs, the mean over the pictures. */
  readonly value: number;
  /** Generated pictures. */
  readonly samples: number;
  /** The network behind the metric, where there is one. */
  readonly extractor?: string;
  /** Real pictures, where sets are compared. */
  readonly realSamples?: number;
  /** Of the file with that network, where there is one. */
  readonly weightsSha256?: string;
  /** The metric for each class by itself, where it is a mean over classes. */
  readonly classes?: Readonly<Record<string, number>>;
}
