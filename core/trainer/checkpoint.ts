/**
 * A checkpoint: everything that a run needs to go on exactly as if it had never stopped. One safetensors file with all
 * networks and Adam moments; counters in its header. The order of the data and all other random choices follow from seed
 * and step (data/random.ts), so there is no random state to keep.
 */
import { createHash } from 'node:crypto';
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { OPTIMISER_GROUPS, type VariableSpec } from '../distill/plan.ts';
import type { HostImages, TrainingState } from '../distill/runner.ts';
import { sha256OfFile } from '../files/sha256.ts';
import type { WeightSpec } from '../networks/graph.ts';
import { SafetensorsFile, writeSafetensorsFile } from '../weights/safetensorsFile.ts';
import { requireSameShapes, tensorsUnder } from '../weights/stateDict.ts';
import { decodeFloat32, float32Tensor, type StoredTensor } from '../weights/storedTensor.ts';
import { TeachersSchema, type Teachers } from './teachers.ts';
import { TrainError } from './trainError.ts';

const VERSION = 1;
const PARTS = { variables: 'variable', firstMoments: 'first_moment', secondMoments: 'second_moment' } as const;
type Part = keyof typeof PARTS;
const POOL = 'pool';

const countersSchema = z.strictObject({
  version: z.literal(VERSION),
  /** Finished steps. */
  step: z.int().min(0),
  trainedMs: z.number().min(0),
  /** Updates of each optimiser. */
  updates: z.partialRecord(z.enum(OPTIMISER_GROUPS), z.int().min(0)),
  /** sha256 over the ids of the training pairs: a changed dataset would silently change the order of the data. */
  dataFingerprint: z.string(),
  /** Unpaired: the best teachers so far, whose snapshots are among the variables. */
  teachers: TeachersSchema.optional(),
  /** What is due after this step was cut short by a stop; it is done before the next step. */
  isUnsettled: z.literal(true).optional(),
});
type Counters = z.infer<typeof countersSchema>;

/** What an unpaired run remembers beside its variables. */
export interface CourseMemory {
  readonly teachers?: Teachers;
  /** Generated images of the input's and of the output's kind that the discriminators may see again. */
  readonly pools?: Readonly<Partial<Record<'a' | 'b', HostImages>>>;
}

export interface CheckpointContent extends Omit<Counters, 'version' | 'updates' | 'teachers'> {
  readonly state: TrainingState;
  readonly memory: CourseMemory;
}

export interface SavedCheckpoint {
  readonly path: string;
  readonly sha256: string;
  readonly bytes: number;
}

export function dataFingerprint(ids: readonly string[]): string {
  return createHash('sha256').update(ids.join('\n')).digest('hex');
}

/** Writes `<run>/checkpoints/step-<n>.safetensors`, complete or not at all. */
export async function saveCheckpoint(
  runDirectory: string,
  specs: readonly VariableSpec[],
  content: CheckpointContent,
): Promise<SavedCheckpoint> {
  const path = join(runDirectory, 'checkpoints', `step-${String(content.step).padStart(7, '0')}.safetensors`);
  await mkdir(dirname(path), { recursive: true });
  const { state, memory, ...rest } = content;
  const { teachers, pools = {} } = memory;
  const counters: Counters = { version: VERSION, ...rest, updates: state.updates, ...(teachers ? { teachers } : {}) };
  const tensors = tensorsOf(specs, state);
  for (const [kind, { values, shape }] of Object.entries(pools)) tensors.set(`${POOL}/${kind}`, float32Tensor(shape, values)); // prettier-ignore
  await writeSafetensorsFile(path, tensors, { omgd_checkpoint: JSON.stringify(counters) });
  return { path, sha256: await sha256OfFile(path), bytes: (await stat(path)).size };
}

/** Which snapshots teach at a checkpoint, and when they were taken; read off its header. */
export async function readCheckpointTeachers(path: string): Promise<Teachers> {
  const file = await open(path);
  try {
    return countersOf(file, path).teachers ?? {};
  } finally {
    await file.close();
  }
}

/** @throws TrainError if the file is missing, damaged, or of other networks than `specs`. */
export async function loadCheckpoint(path: string, specs: readonly VariableSpec[]): Promise<CheckpointContent> {
  const file = await open(path);
  try {
    const { step, trainedMs, updates, dataFingerprint, teachers, isUnsettled } = countersOf(file, path);
    const part = async (name: Part, wanted: readonly VariableSpec[]): Promise<Record<string, Float32Array>> => {
      const values: Record<string, Float32Array> = {};
      for (const spec of wanted) values[spec.name] = await read(file, path, `${PARTS[name]}/${spec.name}`, spec);
      return values;
    };
    const trainable = specs.filter((spec) => spec.trainable);
    const state: TrainingState = {
      variables: await part('variables', specs),
      firstMoments: await part('firstMoments', trainable),
      secondMoments: await part('secondMoments', trainable),
      updates: updates as TrainingState['updates'],
    };
    const memory = { ...(teachers ? { teachers } : {}), pools: await readPools(file) };
    return { step, trainedMs, dataFingerprint, state, memory, ...(isUnsettled ? { isUnsettled } : {}) };
  } finally {
    await file.close();
  }
}

/**
 * The weights of one generator, by official name in this project's layout: what another run starts from.
 * @throws StateDictError with a table if it is another network, TrainError if the file is missing or damaged.
 */
export async function readCheckpointVariables(
  path: string,
  role: string,
  weights: readonly WeightSpec[],
): Promise<Map<string, Float32Array>> {
  const file = await open(path);
  try {
    const prefix = `${PARTS.variables}/${role}.`;
    const stored = tensorsUnder(file.tensors, prefix);
    requireSameShapes(weights, stored, `the ${role} of the earlier run`);
    const values = new Map<string, Float32Array>();
    for (const { name } of weights) values.set(name, decodeFloat32(await file.read(`${prefix}${name}`)));
    return values;
  } finally {
    await file.close();
  }
}

function tensorsOf(specs: readonly VariableSpec[], state: TrainingState): Map<string, StoredTensor> {
  const tensors = new Map<string, StoredTensor>();
  for (const [part, prefix] of Object.entries(PARTS) as [Part, string][]) {
    for (const { name, shape } of specs) {
      const values = state[part][name];
      if (values) tensors.set(`${prefix}/${name}`, float32Tensor(shape, values));
    }
  }
  return tensors;
}

async function readPools(file: SafetensorsFile): Promise<NonNullable<CourseMemory['pools']>> {
  const pools: Partial<Record<'a' | 'b', HostImages>> = {};
  for (const kind of ['a', 'b'] as const) {
    const place = file.header.tensors.get(`${POOL}/${kind}`);
    if (!place) continue;
    const values = decodeFloat32(await file.read(`${POOL}/${kind}`));
    pools[kind] = { values, shape: place.shape as unknown as HostImages['shape'] };
  }
  return pools;
}

function countersOf(file: SafetensorsFile, path: string): Counters {
  const counters = countersSchema.safeParse(JSON.parse(file.header.metadata['omgd_checkpoint'] ?? 'null'));
  if (!counters.success) throw damaged(path, 'it is not a checkpoint of this version');
  return counters.data;
}

async function open(path: string): Promise<SafetensorsFile> {
  try {
    return await SafetensorsFile.open(path);
  } catch (error) {
    const missing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (missing) throw new TrainError('checkpoint-missing', `The checkpoint ${path} is not there any more.`, {}, error);
    throw damaged(path, error instanceof Error ? error.message : String(error));
  }
}

async function read(file: SafetensorsFile, path: string, name: string, spec: VariableSpec): Promise<Float32Array> {
  const place = file.header.tensors.get(name);
  if (!place)
    throw damaged(path, `it lacks "${name}"; the pipeline describes other networks than those that were saved`);
  if (place.shape.join() !== spec.shape.join()) {
    throw damaged(
      path,
      `"${name}" is [${place.shape.join(', ')}] there and [${spec.shape.join(', ')}] in the pipeline`,
    );
  }
  return decodeFloat32(await file.read(name));
}

function damaged(path: string, reason: string): TrainError {
  return new TrainError('checkpoint-damaged', `The checkpoint ${path} cannot be used: ${reason}.`);
}
