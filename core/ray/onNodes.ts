/** What a run reads that need not be on this machine. */
import { existsSync } from 'node:fs';
import { addressToFetch, withAbsoluteFolders } from '../data/fetched/datasetFolders.ts';
import { foldersOf, type PipelineDocument } from '../pipeline/index.ts';
import type { ComputeTarget } from '../protocol/index.ts';

/** Where it is computed; undefined: on this machine. */
type Target = ComputeTarget | undefined;

/** Absolute paths that are not here may be paths of the nodes. */
export function isOnlyThere(path: string, target: Target): boolean {
  return target?.kind === 'ray' && path.startsWith('/') && !existsSync(path);
}

/** Whether the dataset is on the nodes, or is fetched by the run. */
export function isSeenLater({ dataset }: PipelineDocument, directory: string, target: Target): boolean {
  if (addressToFetch(dataset)) return true;
  return foldersOf(withAbsoluteFolders(dataset, directory)).some(([, folder]) => isOnlyThere(folder, target));
}
