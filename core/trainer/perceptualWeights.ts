/** The perceptual network's weights: the studio's, a file's, the library's, or a stand-in. */
import { resourcePath } from '../installation/resources.ts';
import { sha256OfFile } from '../files/sha256.ts';
import { weightsOf, type WeightSpec } from '../networks/graph.ts';
import { vggTrunk } from '../networks/vggTrunk.ts';
import { libraryIdOf, type PipelineDocument } from '../pipeline/index.ts';
import { importWeights } from '../weights/import/importWeights.ts';
import { initialState } from './initialState.ts';
import { TrainError } from './trainError.ts';
import { fitting, requireFile, resolveWeights, type LibraryFiles } from './weightsFiles.ts';

export interface PerceptualWeights {
  readonly values: ReadonlyMap<string, Float32Array>;
  readonly specs: readonly WeightSpec[];
  /** For people: "HED's VGG16 (built in)", a file name, or the stand-in. */
  readonly source: string;
  /** Of the file; undefined for the stand-in, which has none. */
  readonly sha256: string | undefined;
  /** The reference that could not be followed, so that these weights take the place of others. */
  readonly insteadOf?: string;
}

export interface PerceptualSettings {
  /** What relative paths in the document are relative to. */
  readonly directory: string;
  readonly library?: LibraryFiles | undefined;
  /** sha256 of the weights with which a run began that goes on now. */
  readonly before?: string | undefined;
}

const BUILT_IN_TRUNK = 'perceptual/vgg16-hed-fp16.safetensors';
/** The stand-in is the same in every run, so that runs can at least be compared with each other. */
const STAND_IN_SEED = 16;

/**
 * Weights of the library that are not on this machine are replaced by the built-in ones, which `insteadOf` tells. A run
 * never goes on with other weights than it began with.
 * @throws TrainError if the file is missing, does not fit, or is not the one of before.
 */
export async function perceptualWeights(
  { perceptual }: PipelineDocument,
  { directory, library = {}, before }: PerceptualSettings,
): Promise<PerceptualWeights> {
  if (perceptual.kind === 'random') return standIn(weightsOf(vggTrunk()));
  if (perceptual.kind === 'builtin-hed') return await builtInTrunk();
  const { file } = perceptual;
  const id = libraryIdOf(file);
  const fellBackBefore = before !== undefined && before === (await sha256OfFile(resourcePath(BUILT_IN_TRUNK)));
  if (id !== undefined && (fellBackBefore || (before === undefined && library[id] === undefined))) {
    return { ...(await builtInTrunk()), insteadOf: file };
  }
  const path = resolveWeights(file, directory, library);
  return { ...(await trunkFrom(path, perceptual.sha256, before)), source: id === undefined ? path : file };
}

/** The VGG16 that comes with the studio. */
export async function builtInTrunk(): Promise<PerceptualWeights> {
  return { ...(await trunkFrom(resourcePath(BUILT_IN_TRUNK))), source: "HED's VGG16 (built in)" };
}

async function trunkFrom(
  path: string,
  expected?: string,
  before?: string,
): Promise<Pick<PerceptualWeights, 'values' | 'specs' | 'sha256'>> {
  await requireFile(path, expected);
  const sha256 = await sha256OfFile(path);
  if (before !== undefined && before !== sha256) {
    const message = `The run began with a perceptual network of sha256 ${before.slice(0, 8)}…, but ${path} has ${sha256.slice(0, 8)}…: its losses would change half-way. Put the file back, or start a new run.`;
    throw new TrainError('weights-mismatch', message);
  }
  const specs = weightsOf(vggTrunk());
  const values = await fitting(path, () => importWeights(path, specs, 'the VGG16 trunk', { allowMore: true }));
  return { specs, values, sha256 };
}

function standIn(specs: readonly WeightSpec[]): PerceptualWeights {
  // He et al. 2015: activations keep their size through the ReLUs, so that no tap vanishes.
  const { variables } = initialState(specs.map((spec) => ({ ...spec, group: 'student' })), STAND_IN_SEED); // prettier-ignore
  const values = specs.map(({ name, shape }): [string, Float32Array] => {
    const fanIn = shape.slice(0, -1).reduce((product, size) => product * size, 1);
    return [name, variables[name]!.map((value) => (value / 0.02) * Math.sqrt(2 / fanIn))];
  });
  return { values: new Map(values), specs, source: 'a random VGG16 (stand-in)', sha256: undefined };
}
