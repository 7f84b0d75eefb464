/** Opens the runner of a document's step, with the document's perceptual network in its losses. */
import { PAPER_ADAM } from '../distill/adam.ts';
import { capturedRunner } from '../distill/capturedRunner.ts';
import { eagerRunner } from '../distill/eagerRunner.ts';
import type { StepPlan } from '../distill/plan.ts';
import { pairedProgram } from '../distill/pairedProgram.ts';
import type { ImageShape } from '../distill/program.ts';
import type { RunnerOptions, StepRunner, TrainingState } from '../distill/runner.ts';
import { perceptualNetwork, type PerceptualNetwork } from '../losses/perceptual.ts';
import type { Ops } from '../ops/ops.ts';
import type { PipelineDocument } from '../pipeline/index.ts';
import { perceptualWeights } from './startWeights.ts';

/** The perceptual network on the device; whoever opened it disposes it after the runners that use it. */
export interface OpenTrunk {
  readonly network: PerceptualNetwork;
  /** For people: where its weights come from. */
  readonly source: string;
  readonly standIn: boolean;
  dispose(): void;
}

/** @param directory what a weights file in the document is relative to */
export async function openTrunk(ops: Ops, document: PipelineDocument, directory: string): Promise<OpenTrunk> {
  const { specs, values, source, standIn } = await perceptualWeights(document, directory);
  const tensors = Object.fromEntries(
    specs.map(({ name, shape }) => [name, ops.tf.tensor(values.get(name)!, [...shape])]),
  );
  return {
    network: perceptualNetwork(ops, tensors),
    source,
    standIn,
    dispose: () => Object.values(tensors).forEach((tensor) => tensor.dispose()),
  };
}

/** Shapes (NHWC) of every batch of a run. */
export function batchShapes({ preprocess, training }: PipelineDocument): Record<'input' | 'target', ImageShape> {
  const { cropSize, inputChannels, outputChannels } = preprocess;
  const shape = (channels: number): ImageShape => [training.batchSize, cropSize, cropSize, channels];
  return { input: shape(inputChannels), target: shape(outputChannels) };
}

/** Takes seconds where the document asks for a captured step: it is recorded here. */
export function openRunner(
  ops: Ops,
  document: PipelineDocument,
  { plan, trunk, initial }: { readonly plan: StepPlan; readonly trunk: OpenTrunk; readonly initial: TrainingState },
): StepRunner {
  const { beta1, beta2, nDis, execution } = document.training;
  const program = pairedProgram(
    { ops, plan, perceptual: trunk.network },
    { ...batchShapes(document), hasStudentSteps: plan.student !== undefined && nDis > 1 },
  );
  const options: RunnerOptions = { ops, program, adam: { ...PAPER_ADAM, beta1, beta2 }, initial };
  return execution === 'captured' ? capturedRunner(options) : eagerRunner(options);
}
