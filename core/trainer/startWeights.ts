/** Weights that generators take from files. */
import { resourcePath } from '../engine/resources.ts';
import { weightsOf, type WeightSpec } from '../networks/graph.ts';
import { describePipeline } from '../pipeline/describe.ts';
import type { PipelineDocument, Start } from '../pipeline/index.ts';
import { importWeights } from '../weights/import/importWeights.ts';
import { readCheckpointVariables } from './checkpoint.ts';
import { TrainError } from './trainError.ts';
import { fitting, requireFile, resolvePath } from './weightsFiles.ts';

/** Checkpoints of the earlier runs that a document names, by run. */
export type EarlierRuns = Readonly<Record<string, string>>;

/** Values of the variables whose networks start from a file or an earlier run, by variable name. */
export async function startVariables(
  document: PipelineDocument,
  directory: string,
  earlierRuns: EarlierRuns = {},
): Promise<Record<string, Float32Array>> {
  const found: Record<string, Float32Array> = {};
  for (const { role, network, settings } of describePipeline(document).generators) {
    const { start } = settings;
    if (start.kind === 'scratch') continue;
    if (start.kind === 'run') {
      Object.assign(found, await fromEarlierRun(role, weightsOf(network), start, earlierRuns[start.run]));
      continue;
    }
    const path = start.kind === 'builtin' ? resourcePath(start.id) : resolvePath(start.file, directory);
    await requireFile(path, start.kind === 'builtin' ? undefined : start.sha256);
    const name = `${network.name} with ngf ${settings.ngf}`;
    const values = await fitting(path, () => importWeights(path, weightsOf(network), name));
    for (const [weight, value] of values) found[`${role}.${weight}`] = value;
  }
  return found;
}

/** The weights that a generator had in the last checkpoint of an earlier run. */
async function fromEarlierRun(
  role: string,
  weights: readonly WeightSpec[],
  start: Extract<Start, { kind: 'run' }>,
  checkpoint: string | undefined,
): Promise<Record<string, Float32Array>> {
  if (checkpoint === undefined) {
    const message = `The ${role} is to start from run ${start.run}, which has no checkpoint here. Choose another run.`;
    throw new TrainError('weights-missing', message);
  }
  return await fitting(checkpoint, async () => {
    const values = await readCheckpointVariables(checkpoint, start.role, weights);
    return Object.fromEntries([...values].map(([name, value]) => [`${role}.${name}`, value]));
  });
}
