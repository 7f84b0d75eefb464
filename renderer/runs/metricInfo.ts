/** What a person reads about a quality metric. */

export interface MetricInfo {
  readonly name: string;
  /** With the direction that is better. */
  readonly heading: string;
  readonly help: string;
  readonly decimals: number;
  readonly better: 'higher' | 'lower';
}

export const METRIC_INFO: Readonly<Record<string, MetricInfo>> = {
  ssim: {
    name: 'SSIM',
    heading: 'SSIM ↑',
    help: 'Structural similarity to the target, up to 1. Higher is better.',
    decimals: 3,
    better: 'higher',
  },
  psnr: {
    name: 'PSNR',
    heading: 'PSNR dB ↑',
    help: 'Peak signal-to-noise ratio in decibels. Higher is better.',
    decimals: 2,
    better: 'higher',
  },
  l1: {
    name: 'L1',
    heading: 'L1 ↓',
    help: 'Mean absolute distance to the target on the networks’ scale, −1 … 1. Lower is better.',
    decimals: 3,
    better: 'lower',
  },
  fid: {
    name: 'FID',
    heading: 'FID ↓',
    help: 'Fréchet Inception distance between made and real pictures. Lower is better.',
    decimals: 1,
    better: 'lower',
  },
};

/** The metrics that were measured, in the order of the table above. */
export function metricsOf(measured: readonly { readonly metric: string }[]): string[] {
  const found = new Set(measured.map(({ metric }) => metric));
  const known = Object.keys(METRIC_INFO).filter((metric) => found.delete(metric));
  return [...known, ...found];
}
