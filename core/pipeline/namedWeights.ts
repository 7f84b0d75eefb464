/** The files with weights of perceptual and metric networks that a document names. */
import type { LibraryId } from '../protocol/libraryIds.ts';
import { neededNetworks } from './metrics.ts';
import type { PipelineDocument } from './schema.ts';

export interface NamedWeights {
  /** `perceptual`, or what the metric needs. */
  readonly network: string;
  /** Of the setting. */
  readonly path: string;
  /** A path, or a reference to the library. */
  readonly file: string;
  /** What the library has for it. */
  readonly fitting: readonly LibraryId[];
}

/** Those that a run of the document reads; a file that no metric needs is left out. */
export function namedWeights({ perceptual, evaluation }: PipelineDocument): NamedWeights[] {
  const found: NamedWeights[] = [];
  if (perceptual.kind === 'file') {
    found.push({
      network: 'perceptual',
      path: 'perceptual.file',
      file: perceptual.file,
      fitting: ['vgg16', 'vgg16-keras'],
    });
  }
  for (const network of neededNetworks(evaluation.metrics)) {
    const file = evaluation.weights[network];
    found.push({ network, path: `evaluation.weights.${network}`, file, fitting: [network] });
  }
  const { file } = evaluation.segmentation;
  if (file !== undefined && evaluation.metrics.includes('miou')) {
    found.push({ network: 'segmentation', path: 'evaluation.segmentation.file', file, fitting: [] });
  }
  return found;
}
