/** Opens the runner of a document's step, with the document's perceptual network in its losses. */
import { PAPER_ADAM } from '../distill/adam.ts';
import { capturedRunner } from '../distill/capturedRunner.ts';
import { eagerRunner } from '../distill/eagerRunner.ts';
import type { StepPlan } from '../distill/plan.ts';
import { pairedProgram } from '../distill/pairedProgram.ts';
import type { ImageShape, Program } from '../distill/program.ts';
import { unpairedProgram } from '../distill/unpairedProgram.ts';
import type { RunnerOptions, StepRunner, TrainingState } from '../distill/runner.ts';
import { perceptualNetwork, type PerceptualNetwork } from '../losses/perceptual.ts';
import type { Ops } from '../ops/ops.ts';
import { isUnpaired, type PipelineDocument } from '../pipeline/index.ts';
import { planFromDocument, unpairedPlanFromDocument } from './planFromDocument.ts';
import { perceptualWeights, type PerceptualSettings, type PerceptualWeights } from './perceptualWeights.ts';

/** The perceptual network on the device; whoever opened it disposes it after the runners that use it. */
export interface OpenTrunk extends Pick<PerceptualWeights, 'source' | 'sha256' | 'insteadOf'> {
  readonly network: PerceptualNetwork;
  dispose(): void;
}

export async function openTrunk(
  ops: Ops,
  document: PipelineDocument,
  settings: PerceptualSettings,
): Promise<OpenTrunk> {
  const { specs, values, ...origin } = await perceptualWeights(document, settings);
  const tensors = Object.fromEntries(
    specs.map(({ name, shape }) => [name, ops.tf.tensor(values.get(name)!, [...shape])]),
  );
  return {
    ...origin,
    network: perceptualNetwork(ops, tensors),
    dispose: () => Object.values(tensors).forEach((tensor) => tensor.dispose()),
  };
}

/** Shapes (NHWC) of every batch of a run. */
export function batchShapes({ preprocess, training }: PipelineDocument): Record<'input' | 'target', ImageShape> {
  const { cropSize, inputChannels, outputChannels } = preprocess;
  const shape = (channels: number): ImageShape => [training.batchSize, cropSize, cropSize, channels];
  return { input: shape(inputChannels), target: shape(outputChannels) };
}

/** What the steps of a document compute. */
export function programOfDocument(ops: Ops, document: PipelineDocument, trunk: OpenTrunk): Program {
  if (!isUnpaired(document.method)) return programOfPlan(ops, document, planFromDocument(document), trunk);
  const { input, target } = batchShapes(document);
  const context = { ops, plan: unpairedPlanFromDocument(document), perceptual: trunk.network };
  return unpairedProgram(context, { a: input, b: target });
}

/** The same for a paired plan that need not be the document's whole one. */
export function programOfPlan(ops: Ops, document: PipelineDocument, plan: StepPlan, trunk: OpenTrunk): Program {
  return pairedProgram(
    { ops, plan, perceptual: trunk.network },
    { ...batchShapes(document), hasStudentSteps: plan.student !== undefined && document.training.nDis > 1 },
  );
}

/** Takes seconds where the document asks for captured steps: they are recorded here. */
export function openRunner(ops: Ops, document: PipelineDocument, program: Program, initial: TrainingState): StepRunner {
  const { beta1, beta2, execution } = document.training;
  const options: RunnerOptions = { ops, program, adam: { ...PAPER_ADAM, beta1, beta2 }, initial };
  return execution === 'captured' ? capturedRunner(options) : eagerRunner(options);
}
