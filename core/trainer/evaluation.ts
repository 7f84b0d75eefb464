/** Measures every generator on held-out pairs, beside the trivial answer "output = input". */
import type { ImageShape } from '../data/batch.ts';
import { l1PerPicture } from '../metrics/l1.ts';
import { psnrPerPicture } from '../metrics/psnr.ts';
import { ssimPerPicture } from '../metrics/ssim.ts';
import type { Metric } from '../pipeline/index.ts';
import type { EvaluatedRole } from '../protocol/scalars.ts';
import type { GeneratedPair } from './generateAll.ts';

type PerPicture = (first: Float32Array, second: Float32Array, shape: ImageShape) => number[];

const METRICS: Readonly<Record<Metric, PerPicture>> = {
  ssim: ssimPerPicture,
  psnr: psnrPerPicture,
  l1: l1PerPicture,
};

/** PSNR of equal pictures is infinite; so much is as good, and keeps the mean a number. */
const HIGHEST_PSNR_DB = 100;

export interface Measurement {
  readonly role: EvaluatedRole;
  readonly metric: Metric;
  /** Mean over the pictures. */
  readonly value: number;
  readonly samples: number;
}

/** @param pairs may be a generator: pictures are measured as they come and not kept. */
export function evaluate(pairs: Iterable<GeneratedPair>, metrics: readonly Metric[]): Measurement[] {
  const values = new Map<string, { role: EvaluatedRole; metric: Metric; sum: number; samples: number }>();
  for (const { pair, images } of pairs) {
    const outputs = Object.entries(images).map(([role, image]): [EvaluatedRole, Float32Array] => [
      role as EvaluatedRole,
      image.values,
    ]);
    // A grey input cannot be compared with a coloured target.
    if (pair.shapeA.join() === pair.shapeB.join()) outputs.unshift(['input', pair.a]);
    for (const [role, output] of outputs) {
      for (const metric of metrics) {
        const [value] = METRICS[metric](output, pair.b, pair.shapeB);
        const entry = values.get(`${role} ${metric}`) ?? { role, metric, sum: 0, samples: 0 };
        entry.sum += Math.min(value!, metric === 'psnr' ? HIGHEST_PSNR_DB : Infinity);
        entry.samples++;
        values.set(`${role} ${metric}`, entry);
      }
    }
  }
  return [...values.values()].map(({ role, metric, sum, samples }) => ({
    role,
    metric,
    value: sum / samples,
    samples,
  }));
}
