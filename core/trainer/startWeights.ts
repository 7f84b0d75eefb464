/** Weights that generators and the perceptual network take from files: imported, of the studio, or a stand-in. */
import { access, constants } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { resourcePath } from '../engine/resources.ts';
import { weightsOf, type WeightSpec } from '../networks/graph.ts';
import { vggTrunk } from '../networks/vggTrunk.ts';
import { describePipeline } from '../pipeline/describe.ts';
import type { PipelineDocument, Start } from '../pipeline/index.ts';
import { sha256OfFile } from '../files/sha256.ts';
import { importWeights } from '../weights/import/importWeights.ts';
import { readCheckpointVariables } from './checkpoint.ts';
import { initialState } from './initialState.ts';
import { TrainError } from './trainError.ts';

/** Which weights the perceptual network has; recorded with the run. */
export interface PerceptualWeights {
  readonly values: ReadonlyMap<string, Float32Array>;
  readonly specs: readonly WeightSpec[];
  /** For people: "HED's VGG16 (built in)", a file name, or the stand-in. */
  readonly source: string;
  /** True where nothing was learned: the losses run, but do not mean what the paper's mean. */
  readonly standIn: boolean;
}

const BUILT_IN_TRUNK = 'perceptual/vgg16-hed-fp16.safetensors';
/** The stand-in is the same in every run, so that runs can at least be compared with each other. */
const STAND_IN_SEED = 16;

export async function perceptualWeights(document: PipelineDocument, directory: string): Promise<PerceptualWeights> {
  const { perceptual } = document;
  if (perceptual.kind === 'random') return standIn(weightsOf(vggTrunk()));
  if (perceptual.kind === 'builtin-hed') return await builtInTrunk();
  const path = resolvePath(perceptual.file, directory);
  return { ...(await trunkFrom(path, perceptual.sha256)), source: path, standIn: false };
}

/** The VGG16 that comes with the studio. */
export async function builtInTrunk(): Promise<PerceptualWeights> {
  return { ...(await trunkFrom(resourcePath(BUILT_IN_TRUNK))), source: "HED's VGG16 (built in)", standIn: false };
}

async function trunkFrom(path: string, sha256?: string): Promise<Pick<PerceptualWeights, 'values' | 'specs'>> {
  const specs = weightsOf(vggTrunk());
  await requireFile(path, sha256);
  const values = await fitting(path, () => importWeights(path, specs, 'the VGG16 trunk', { allowMore: true }));
  return { specs, values };
}

/** @param path absolute; @throws TrainError if there is none, or it is not Inception's */
export async function readInception(
  path: string | undefined,
  specs: readonly WeightSpec[],
): Promise<ReadonlyMap<string, Float32Array>> {
  if (path === undefined) {
    const message =
      'FID and KID need the weights of InceptionV3, which do not come with the studio. Give the path of ' +
      'pt_inception-2015-12-05-6726825d.pth of pytorch-fid, or measure "frechet-vgg16-hed", which needs no file.';
    throw new TrainError('weights-missing', message);
  }
  await requireFile(path, undefined);
  return await fitting(path, () => importWeights(path, specs, 'InceptionV3 of 2015-12-05', { allowMore: true }));
}

function standIn(specs: readonly WeightSpec[]): PerceptualWeights {
  // He et al. 2015: activations keep their size through the ReLUs, so that no tap vanishes.
  const { variables } = initialState(specs.map((spec) => ({ ...spec, group: 'student' })), STAND_IN_SEED); // prettier-ignore
  const values = specs.map(({ name, shape }): [string, Float32Array] => {
    const fanIn = shape.slice(0, -1).reduce((product, size) => product * size, 1);
    return [name, variables[name]!.map((value) => (value / 0.02) * Math.sqrt(2 / fanIn))];
  });
  return { values: new Map(values), specs, source: 'a random VGG16 (stand-in)', standIn: true };
}

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

export function resolvePath(file: string, directory: string): string {
  return isAbsolute(file) ? file : join(directory, file);
}

/** @throws TrainError if the file is not there or is another one than the pipeline means. */
async function requireFile(path: string, sha256: string | undefined): Promise<void> {
  try {
    await access(path, constants.R_OK);
  } catch (error) {
    throw new TrainError('weights-missing', `The weights file ${path} cannot be read. Put it back or choose another.`, {}, error); // prettier-ignore
  }
  if (sha256 === undefined || (await sha256OfFile(path)) === sha256) return;
  const message = `The weights file ${path} is not the one that the pipeline names: its checksum differs. Choose it anew.`;
  throw new TrainError('weights-mismatch', message);
}

/** Says which file it was when weights do not fit. */
async function fitting<T>(path: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const message = reason.startsWith(path) ? reason : `${path}: ${reason}`;
    throw new TrainError('weights-mismatch', message, {}, error);
  }
}
