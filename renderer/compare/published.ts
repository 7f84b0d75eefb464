/**
 * Published cost and quality on edges → shoes, for comparison with runs of that recipe. MACs are the papers' count. FID
 * depends on how many pictures are compared and how they are saved, so small differences mean nothing.
 */

export interface PublishedResult {
  readonly method: string;
  readonly task: string;
  readonly gigaMacs: number;
  readonly fid: number;
}

const task = 'edges → shoes';

/** OMGD: arXiv 2108.06908. GAN Compression: its repository's table. DMAD: its repository's table. */
export const PUBLISHED_FID: readonly PublishedResult[] = [
  { method: 'OMGD U-Net 1.0×', task, gigaMacs: 1.219, fid: 25.0 },
  { method: 'OMGD U-Net 0.75×', task, gigaMacs: 0.707, fid: 31.9 },
  { method: 'OMGD U-Net 0.5×', task, gigaMacs: 0.333, fid: 37.3 },
  { method: 'OMGD ResNet 0.5×', task, gigaMacs: 0.44, fid: 38.0 },
  { method: 'GAN Compression', task, gigaMacs: 4.81, fid: 26.6 },
  { method: 'Fast GAN Compression', task, gigaMacs: 4.83, fid: 25.76 },
  { method: 'DMAD', task, gigaMacs: 4.3, fid: 24.08 },
];
