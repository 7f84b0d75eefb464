/** What a generator makes of held-out pictures with the weights it would start from: a look before hours of training. */
import { encodePng } from '../data/encodePng.ts';
import { toPixels } from '../data/floatImage.ts';
import { loadSamples } from '../data/loadSamples.ts';
import { openDataset } from '../data/fetched/openDataset.ts';
import { spreadSamples } from '../data/spreadSamples.ts';
import { nativeOps } from '../ops/native/index.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import { describePipeline, type GeneratorRole, type PipelineDocument, type Start } from '../pipeline/index.ts';
import type { PairPictures } from '../protocol/studio/weights.ts';
import { openGenerator } from './openGenerator.ts';
import { heldOutSamples } from './pairs.ts';
import { startVariables, type EarlierRuns } from './startWeights.ts';
import { TrainError } from './trainError.ts';

export interface StartPreviewTask {
  /** Only the start of `role` is looked at: see `onlyStartOf`. */
  readonly document: PipelineDocument;
  readonly directory: string;
  readonly role: GeneratorRole;
  readonly earlierRuns: EarlierRuns;
  /** How many pictures, at most. */
  readonly count: number;
}

/** The document in which no other generator than `role` starts from anything, so that nothing else can be missing. */
export function onlyStartOf(document: PipelineDocument, role: GeneratorRole): PipelineDocument {
  const scratch: Start = { kind: 'scratch' };
  const { wider, deeper } = document.teachers;
  const kept = <Settings extends { readonly start: Start }>(own: GeneratorRole, settings: Settings): Settings =>
    own === role ? settings : { ...settings, start: scratch };
  return {
    ...document,
    teachers: {
      ...(wider ? { wider: kept('wider', wider) } : {}),
      ...(deeper ? { deeper: kept('deeper', deeper) } : {}),
    },
    student: kept('student', document.student),
  };
}

/** PNG files, resized as evaluation does, the same pictures every time. @throws TrainError, DataError */
export async function previewStart(tf: TensorFlow, task: StartPreviewTask): Promise<PairPictures[]> {
  const { document, directory, role, earlierRuns, count } = task;
  const generator = describePipeline(document).generators.find((candidate) => candidate.role === role);
  if (!generator) throw new TrainError('document-invalid', `The ${role} takes no part in this pipeline.`);
  const variables = await startVariables(document, directory, earlierRuns);
  const prefix = `${role}.`;
  const weights = Object.entries(variables).flatMap(([name, values]) => name.startsWith(prefix) ? [[name.slice(prefix.length), values] as const] : []); // prettier-ignore
  if (weights.length === 0) throw new TrainError('document-invalid', `The ${role} starts from scratch: it has learned nothing yet.`); // prettier-ignore
  const { samples } = await (await openDataset(document.dataset, directory)).list();
  const chosen = spreadSamples(heldOutSamples(samples).samples, count);
  const { generate, dispose } = openGenerator(nativeOps(tf), role, generator.network, new Map(weights));
  try {
    const pictures: PairPictures[] = [];
    for (const sample of chosen) {
      const pair = await loadSamples([sample], document.preprocess);
      const output = generate(pair);
      const png = async (values: Float32Array, shape: readonly number[]): Promise<PairPictures['input']> =>
        new Uint8Array(await encodePng(toPixels(values, shape)));
      pictures.push({
        sampleId: sample.id,
        input: await png(pair.a, pair.shapeA),
        output: await png(output.values, output.shape),
        target: await png(pair.b, pair.shapeB),
      });
    }
    return pictures;
  } finally {
    dispose();
  }
}
