/** The quality measures: what they are called, how they are read, what they need. */
import type { MetricNetworkId } from '../protocol/libraryIds.ts';

export interface MetricInfo {
  readonly name: string;
  /** One sentence for people: what the number means. */
  readonly help: string;
  readonly unit?: string;
  readonly decimals: number;
  readonly better: 'higher' | 'lower';
  /**
   * `pairs`: each picture against its target. `sets`: all generated pictures against all real ones. `labels`: what a
   * segmentation network sees in each picture against the label map that it was made from.
   */
  readonly compares: 'pairs' | 'sets' | 'labels';
  /** Networks whose weights do not come with the studio, by their id in the weights library. */
  readonly needs?: readonly MetricNetworkId[];
  /** Smaller pictures vanish in the network behind it. */
  readonly smallestSide?: number;
  /** With fewer pictures than this the number is shown with a warning. */
  readonly enoughPictures?: number;
}

/** The dimension of Inception's features: with fewer pictures the covariance has no full rank. */
const ENOUGH_FOR_FID = 2048;

const TABLE = {
  ssim: {
    name: 'SSIM',
    help: 'Structural similarity to the target, up to 1.',
    decimals: 3,
    better: 'higher',
    compares: 'pairs',
  },
  psnr: {
    name: 'PSNR',
    help: 'Peak signal-to-noise ratio against the target, in decibels.',
    unit: 'dB',
    decimals: 2,
    better: 'higher',
    compares: 'pairs',
  },
  l1: {
    name: 'L1',
    help: 'Mean absolute distance to the target on the networks’ scale, −1 … 1.',
    decimals: 3,
    better: 'lower',
    compares: 'pairs',
  },
  lpips: {
    name: 'LPIPS',
    help: 'How different people would find each picture and its target, judged by AlexNet with learned weights; 0 for equal pictures.',
    decimals: 4,
    better: 'lower',
    compares: 'pairs',
    needs: ['alexnet', 'lpips-alex'],
    smallestSide: 31,
  },
  'lpips-vgg': {
    name: 'LPIPS (VGG)',
    help: 'LPIPS judged by VGG16, never to be compared with LPIPS over AlexNet; 0 for equal pictures.',
    decimals: 4,
    better: 'lower',
    compares: 'pairs',
    needs: ['vgg16', 'lpips-vgg'],
    smallestSide: 16,
  },
  miou: {
    name: 'mIoU',
    help: 'How well a segmentation network finds the classes of the label maps again in the pictures made from them: mean intersection over union of the classes, in percent.',
    unit: '%',
    decimals: 2,
    better: 'higher',
    compares: 'labels',
  },
  'frechet-vgg16-hed': {
    name: 'Fréchet (VGG16-HED)',
    help: 'How far the generated pictures as a set are from the real ones, seen by the built-in VGG16. Comparable with itself only, never with published FID.',
    decimals: 4,
    better: 'lower',
    compares: 'sets',
    enoughPictures: 512,
  },
  fid: {
    name: 'FID',
    help: 'Fréchet distance of InceptionV3 features, as pytorch-fid and the papers compute it; it falls with the number of pictures, so compare equal numbers only.',
    decimals: 2,
    better: 'lower',
    compares: 'sets',
    needs: ['inception'],
    enoughPictures: ENOUGH_FOR_FID,
  },
  'clean-fid': {
    name: 'FID (clean)',
    help: 'FID with pictures resized by clean-fid’s bicubic filter; never to be compared with FID of the usual resize.',
    decimals: 2,
    better: 'lower',
    compares: 'sets',
    needs: ['inception'],
    enoughPictures: ENOUGH_FOR_FID,
  },
  kid: {
    name: 'KID',
    help: 'Kernel distance of the same features as FID; it does not depend on the number of pictures, so it suits small sets.',
    decimals: 4,
    better: 'lower',
    compares: 'sets',
    needs: ['inception'],
  },
  'clean-kid': {
    name: 'KID (clean)',
    help: 'KID with clean-fid’s resize; never to be compared with KID of the usual resize.',
    decimals: 4,
    better: 'lower',
    compares: 'sets',
    needs: ['inception'],
  },
} as const satisfies Readonly<Record<string, MetricInfo>>;

export type Metric = keyof typeof TABLE;
export const METRICS = Object.keys(TABLE) as [Metric, ...Metric[]];

/** Every metric by name; a stored evaluation may have another name, of a newer version. */
export const METRIC_INFO: Readonly<Record<string, MetricInfo>> = TABLE;

/** What is measured where a document does not say: cheap, and meaningful for pairs. */
export const DEFAULT_METRICS = ['ssim', 'psnr', 'l1'] as const satisfies readonly Metric[];

/** The networks that some of `metrics` need, and whose weights do not come with the studio. */
export function neededNetworks(metrics: readonly string[]): MetricNetworkId[] {
  return [...new Set(metrics.flatMap((metric) => METRIC_INFO[metric]?.needs ?? []))];
}

/** `SSIM ↑`: the name with the direction that is better. */
export function metricHeading(metric: string): string {
  const info = METRIC_INFO[metric];
  if (!info) return metric;
  return `${info.name}${info.unit === undefined ? '' : ` ${info.unit}`} ${info.better === 'higher' ? '↑' : '↓'}`;
}

/** What the metric means and which way is better, in two sentences; undefined for an unknown one. */
export function metricHelp(metric: string): string | undefined {
  const info = METRIC_INFO[metric];
  return info && `${info.help} ${info.better === 'higher' ? 'Higher' : 'Lower'} is better.`;
}

/** The metrics that were measured, in the order of the table above. */
export function metricsOf(measured: readonly { readonly metric: string }[]): string[] {
  const found = new Set(measured.map(({ metric }) => metric));
  const known = METRICS.filter((metric) => found.delete(metric));
  return [...known, ...found];
}
