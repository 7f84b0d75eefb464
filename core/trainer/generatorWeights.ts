/** A generator out of a checkpoint as an official state dict: what is exported, and what another run can start from. */
import { SNAPSHOTS } from '../distill/unpairedPlan.ts';
import { weightsOf } from '../networks/graph.ts';
import { hasTeachers, isUnpaired, keptGenerators, type PipelineDocument } from '../pipeline/index.ts';
import type { KeptRole } from '../protocol/scalars.ts';
import { stateDictFromWeights, type StateDictSettings } from '../weights/stateDict.ts';
import type { StoredTensor } from '../weights/storedTensor.ts';
import { loadCheckpoint } from './checkpoint.ts';
import { variablesOfDocument } from './planFromDocument.ts';

/** @throws TrainError if the checkpoint is not one of this document; RangeError if the document has no such generator. */
export async function generatorWeights(
  document: PipelineDocument,
  checkpointPath: string,
  role: KeptRole,
  settings: Pick<StateDictSettings, 'dtype'> = {},
): Promise<Map<string, StoredTensor>> {
  const generator = keptGenerators(document).find((candidate) => candidate.role === role);
  if (!generator) throw new RangeError(`The pipeline "${document.name}" has no generator "${role}".`);
  const { state, step } = await loadCheckpoint(checkpointPath, variablesOfDocument(document));
  const specs = weightsOf(generator.network);
  const values = new Map(specs.map(({ name }) => [name, state.variables[`${prefixOf(document, role)}.${name}`]!]));
  return stateDictFromWeights(specs, values, { ...settings, batchesTracked: step });
}

/** A teacher of unpaired training is the snapshot that teaches, not the CycleGAN's latest generator, either way. */
function prefixOf({ method }: PipelineDocument, role: KeptRole): string {
  if (!isUnpaired(method) || !hasTeachers(method)) return role;
  return role === 'wider' || role === 'backward' ? SNAPSHOTS[role] : role;
}
