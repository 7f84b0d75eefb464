/** A measurement as it is kept: with everything that defines the number. */
import { studioVersion } from '../installation/versions.ts';
import type { Evaluation, EvaluationDetails } from '../protocol/engineMessage.ts';
import type { Measurement } from './measurement.ts';

export interface MeasuredPlace {
  readonly step: number;
  readonly epoch: number;
}

/** What the measurements of one evaluation have in common. */
export type Conditions = Pick<EvaluationDetails, 'source' | 'split' | 'seed' | 'leaks' | 'checkpoint'>;

export function toEvaluation(
  { realSamples, weightsSha256, classes, ...measured }: Measurement,
  { step, epoch }: MeasuredPlace,
  conditions: Conditions,
): Evaluation {
  const details: EvaluationDetails = {
    ...conditions,
    version: studioVersion(),
    ...(realSamples === undefined ? {} : { realSamples }),
    ...(classes === undefined ? {} : { classes }),
    ...(weightsSha256 === undefined ? {} : { weights: weightsSha256 }),
  };
  return { step, epoch, ...measured, details };
}
