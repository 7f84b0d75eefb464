/** A CycleGAN that starts from its four files, or from an earlier run. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { namedVariables, type VariableSpec } from '../../core/distill/plan.ts';
import { stateDictWeightsOf, usedWeightsOf } from '../../core/networks/discriminator.ts';
import { weightsOf, type WeightSpec } from '../../core/networks/graph.ts';
import { describePipeline } from '../../core/pipeline/describe.ts';
import type { PipelineDocument, PipelineInput } from '../../core/pipeline/index.ts';
import { saveCheckpoint } from '../../core/trainer/checkpoint.ts';
import { initialState } from '../../core/trainer/initialState.ts';
import { variablesOfDocument } from '../../core/trainer/planFromDocument.ts';
import { startVariables } from '../../core/trainer/startWeights.ts';
import { TrainError } from '../../core/trainer/trainError.ts';
import { writeSafetensorsFile } from '../../core/weights/safetensorsFile.ts';
import { stateDictFromWeights } from '../../core/weights/stateDict.ts';
import { inFolder } from '../fixtures/folder.ts';
import { unpairedDocument } from '../fixtures/unpairedDocument.ts';

const SEED = 77;
const weights = (file: string) => ({ start: { kind: 'weights', file: `latest_net_${file}.safetensors` } }) as const;
const FROM_FILES: Partial<PipelineInput> = {
  teachers: { wider: { ngf: 4, ...weights('G_A') } },
  cycle: { backward: weights('G_B'), discriminator: weights('D_A'), backwardDiscriminator: weights('D_B') },
};

/** Writes the four networks of a CycleGAN of `document` as the authors' files; returns their variables. */
async function writeCycle(folder: string, document: PipelineDocument): Promise<Record<string, Float32Array>> {
  const { generators, discriminator, backward } = describePipeline(document);
  const networks: readonly [file: string, prefix: string, official: readonly WeightSpec[], used: readonly WeightSpec[]][] = [
    ['G_A', 'wider', weightsOf(generators[0]!.network), weightsOf(generators[0]!.network)],
    ['G_B', 'backward', weightsOf(backward!.network), weightsOf(backward!.network)],
    ['D_A', 'discriminator', stateDictWeightsOf(discriminator), usedWeightsOf(discriminator)],
    ['D_B', 'backward_discriminator', stateDictWeightsOf(backward!.discriminator), usedWeightsOf(backward!.discriminator)],
  ]; // prettier-ignore
  const written: Record<string, Float32Array> = {};
  for (const [file, prefix, official, used] of networks) {
    const values = valuesOf(namedVariables(prefix, 'generators', official));
    for (const { name } of used) written[`${prefix}.${name}`] = values[`${prefix}.${name}`]!;
    const stateDict = stateDictFromWeights(official, new Map(official.map(({ name }) => [name, values[`${prefix}.${name}`]!])), { batchesTracked: 0 }); // prettier-ignore
    await writeSafetensorsFile(join(folder, `latest_net_${file}.safetensors`), stateDict);
  }
  return written;
}

function valuesOf(specs: readonly VariableSpec[]): Readonly<Record<string, Float32Array>> {
  return initialState(specs, SEED).variables;
}

test('both generators and both discriminators start from the files of a CycleGAN, every weight of them', () =>
  inFolder(async (folder) => {
    const document = unpairedDocument('omgd-unpaired', 3, FROM_FILES);
    const written = await writeCycle(folder, document);
    const found = await startVariables(document, folder);
    assert.deepEqual(found, written);
    const trained = variablesOfDocument(document).filter(({ group }) => /generators|discriminators/.test(group));
    assert.deepEqual(Object.keys(found).sort(), trained.map(({ name }) => name).sort()); // prettier-ignore
  }));

test('a file of another network is refused with its name and a table', () =>
  inFolder(async (folder) => {
    await writeCycle(folder, unpairedDocument('omgd-unpaired', 3, FROM_FILES));
    const wide = { discriminator: { kind: 'n_layers', ndf: 8, ganMode: 'lsgan' } } as const;
    await assert.rejects(
      startVariables(unpairedDocument('omgd-unpaired', 3, { ...FROM_FILES, ...wide }), folder),
      (error) => {
        return error instanceof TrainError && error.code === 'weights-mismatch' && /latest_net_D_A.*n_layers with ndf 8.*model\.0\.weight/s.test(error.message); // prettier-ignore
      },
    );
  }));

test('a CycleGAN goes on from an earlier run, the other way round if its direction is', () =>
  inFolder(async (folder) => {
    const specs = variablesOfDocument(unpairedDocument('omgd-unpaired', 3));
    const state = initialState(specs, SEED);
    const earlier = await saveCheckpoint(folder, specs, { step: 1, trainedMs: 0, dataFingerprint: '', state, memory: {} }); // prettier-ignore
    const from = (role: 'wider' | 'backward') => ({ start: { kind: 'run', run: 'earlier', role } }) as const;
    const turned = unpairedDocument('omgd-unpaired', 3, {
      dataset: { kind: 'emojiStyles', direction: 'BtoA' },
      teachers: { wider: { ngf: 4, ...from('backward') } },
      cycle: { backward: from('wider') },
    });
    const found = await startVariables(turned, folder, { earlier: earlier.path });
    assert.deepEqual(found['wider.model.1.weight'], state.variables['backward.model.1.weight']);
    assert.deepEqual(found['backward.model.26.bias'], state.variables['wider.model.26.bias']);
  }));
