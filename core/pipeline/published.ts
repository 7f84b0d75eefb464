/**
 * Published cost and quality, as a layer of reference beside measured runs; never mixed with them. MACs are the papers'
 * count, for pictures of 256 × 256. FID depends on how many pictures are compared and how they are saved, so small
 * differences mean nothing.
 */

export interface PublishedResult {
  readonly method: string;
  readonly task: string;
  readonly gigaMacs: number;
  readonly fid: number;
  readonly source: string;
}

const OMGD = 'OMGD, arXiv 2108.06908';
const GAN_COMPRESSION = 'the repository of GAN Compression';
const DMAD = 'the repository of DMAD';
const [shoes, zebra, winter] = ['edges → shoes', 'horse → zebra', 'summer → winter'];

export const PUBLISHED_FID: readonly PublishedResult[] = [
  { method: 'OMGD U-Net 1.0×', task: shoes, gigaMacs: 1.219, fid: 25.0, source: OMGD },
  { method: 'OMGD U-Net 0.75×', task: shoes, gigaMacs: 0.707, fid: 31.9, source: OMGD },
  { method: 'OMGD U-Net 0.5×', task: shoes, gigaMacs: 0.333, fid: 37.3, source: OMGD },
  { method: 'OMGD ResNet 0.5×', task: shoes, gigaMacs: 0.44, fid: 38.0, source: OMGD },
  { method: 'GAN Compression', task: shoes, gigaMacs: 4.81, fid: 26.6, source: GAN_COMPRESSION },
  { method: 'Fast GAN Compression', task: shoes, gigaMacs: 4.83, fid: 25.76, source: GAN_COMPRESSION },
  { method: 'DMAD', task: shoes, gigaMacs: 4.3, fid: 24.08, source: DMAD },
  { method: 'CycleGAN', task: zebra, gigaMacs: 56.8, fid: 61.53, source: 'DCD, arXiv 2212.14169' },
  { method: 'OMGD ResNet 1.0×', task: zebra, gigaMacs: 1.408, fid: 51.92, source: OMGD },
  { method: 'GAN Compression', task: zebra, gigaMacs: 2.67, fid: 65.33, source: GAN_COMPRESSION },
  { method: 'Fast GAN Compression', task: zebra, gigaMacs: 2.64, fid: 65.19, source: GAN_COMPRESSION },
  { method: 'DMAD', task: zebra, gigaMacs: 2.41, fid: 62.96, source: DMAD },
  { method: 'DMAD', task: winter, gigaMacs: 3.18, fid: 78.24, source: DMAD },
];
