/** Weights that networks take from files or earlier runs. */
import { resourcePath } from '../installation/resources.ts';
import { usedWeightsOf } from '../networks/discriminator.ts';
import { weightsOf, type WeightSpec } from '../networks/graph.ts';
import { describePipeline, keptGenerators } from '../pipeline/describe.ts';
import { startsOf, type NetworkStart, type PipelineDocument, type Start } from '../pipeline/index.ts';
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
  for (const { network, start } of startsOf(document)) {
    if (start.kind === 'scratch') continue;
    const { weights, title } = startingNetwork(document, network);
    if (start.kind === 'run') {
      Object.assign(found, await fromEarlierRun(network, weights, start, earlierRuns[start.run]));
      continue;
    }
    const path = start.kind === 'builtin' ? resourcePath(start.id) : resolvePath(start.file, directory);
    await requireFile(path, start.kind === 'builtin' ? undefined : start.sha256);
    const values = await fitting(path, () => importWeights(path, weights, title));
    for (const [weight, value] of values) found[`${network}.${weight}`] = value;
  }
  return found;
}

interface StartingNetwork {
  readonly weights: readonly WeightSpec[];
  /** For messages. */
  readonly title: string;
}

function startingNetwork(document: PipelineDocument, network: NetworkStart['network']): StartingNetwork {
  const { discriminator, backward } = describePipeline(document);
  if (network === 'discriminator' || network === 'backward_discriminator') {
    const described = network === 'discriminator' ? discriminator : backward!.discriminator;
    return { weights: usedWeightsOf(described), title: `${described.name} with ndf ${document.discriminator.ndf}` };
  }
  const generator = keptGenerators(document).find(({ role }) => role === network)!;
  return {
    weights: weightsOf(generator.network),
    title: `${generator.network.name} with ngf ${generator.settings.ngf}`,
  };
}

/** The weights that a network of an earlier run had in its last checkpoint. */
async function fromEarlierRun(
  network: NetworkStart['network'],
  weights: readonly WeightSpec[],
  start: Extract<Start, { kind: 'run' }>,
  checkpoint: string | undefined,
): Promise<Record<string, Float32Array>> {
  if (checkpoint === undefined) {
    const message = `The network "${network}" is to start from run ${start.run}, which has no checkpoint here. Choose another run.`;
    throw new TrainError('weights-missing', message);
  }
  return await fitting(checkpoint, async () => {
    const values = await readCheckpointVariables(checkpoint, start.role, weights);
    return Object.fromEntries([...values].map(([name, value]) => [`${network}.${name}`, value]));
  });
}
