/** The axis of a filter that counts output channels. */
import type { WeightSpec } from '../networks/graph.ts';

/** In this project's layout: conv HWIO, convTranspose HWOI, depthwise [k, k, C, 1]; undefined for vectors. */
export function outputAxisOf({ kind }: WeightSpec): number | undefined {
  if (kind === 'vector') return undefined;
  return kind === 'conv' ? 3 : 2;
}

/** In PyTorch's layout: conv OIHW, convTranspose IOHW, depthwise [C, 1, k, k]; undefined for vectors. */
export function torchOutputAxisOf({ kind }: WeightSpec): number | undefined {
  if (kind === 'vector') return undefined;
  return kind === 'convTranspose' ? 1 : 0;
}
