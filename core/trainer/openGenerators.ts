/** The generators of a checkpoint, ready to make pictures. */
import { weightsOf } from '../networks/graph.ts';
import type { Ops } from '../ops/ops.ts';
import { keptGenerators, type PipelineDocument } from '../pipeline/index.ts';
import { weightsFromStateDict } from '../weights/stateDict.ts';
import { generatorWeights } from './generatorWeights.ts';
import { openGenerator, type OpenGenerator } from './openGenerator.ts';

/** Teachers, student, and the way back; the caller disposes of them. @throws TrainError if it is not one of this document */
export async function openGenerators(
  ops: Ops,
  document: PipelineDocument,
  checkpointPath: string,
): Promise<OpenGenerator[]> {
  const opened: OpenGenerator[] = [];
  for (const { role, network } of keptGenerators(document)) {
    const stateDict = await generatorWeights(document, checkpointPath, role);
    opened.push(openGenerator(ops, role, network, weightsFromStateDict(weightsOf(network), stateDict, network.name)));
  }
  return opened;
}
