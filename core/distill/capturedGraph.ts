/**
 * Writes training as a TensorFlow graph: every variable with its Adam moments, and for each kind of step the recorded
 * computation followed by the updates. See docs/decisions/002-whole-step-capture.md.
 */
import { attributes, DT_FLOAT, nodeDef } from '../capture/graphDef.ts';
import { record, toNodes } from '../capture/recorder.ts';
import { identityAfter, placeholder, scalarConstant, variableNodes } from '../capture/session.ts';
import { nodeBackend } from '../ops/native/backend.ts';
import type { Tensor, TensorFlow } from '../ops/tensorflow.ts';
import type { AdamOptions } from './adam.ts';
import type { OptimiserGroup, PictureRole, VariableSpec } from './plan.ts';
import type { PassKind, Program, ProgramStep } from './program.ts';
import type { Batch, BatchImage, State } from './stepContext.ts';

/** Names of the nodes that a runner feeds and fetches. */
export const NODE = {
  learningRate: 'learning_rate',
  beta1Power: (group: OptimiserGroup): string => `adam/${group}/beta1_power`,
  beta2Power: (group: OptimiserGroup): string => `adam/${group}/beta2_power`,
  epsilonHat: (group: OptimiserGroup): string => `adam/${group}/epsilon_hat`,
  image: (name: BatchImage): string => `batch/${name}`,
  dropoutSeed: 'batch/dropout_seed',
  firstMoment: (variable: string): string => `first_moment/${variable}`,
  secondMoment: (variable: string): string => `second_moment/${variable}`,
  /** Fetching it sets every variable to what its input is fed. */
  assignAll: 'assign_all',
} as const;

const DT_INT32 = 3;

export interface CapturedStep {
  /** Fetching it runs the step and yields the losses, in the order of `lossNames`. */
  readonly train: string;
  readonly lossNames: readonly string[];
  /** What the step hands out: name and node of each image. */
  readonly images: readonly (readonly [string, string])[];
  /** The optimisers that this step runs. */
  readonly groups: readonly OptimiserGroup[];
}

/** Placeholders, constants and variables that all captured steps share. */
export function sharedNodes({ variables: specs, inputs }: Program, adam: AdamOptions): Buffer[] {
  const groups = [...new Set(specs.map(({ group }) => group))];
  const variables = specs.flatMap((spec) => variableNames(spec).map((name) => ({ name, shape: spec.shape })));
  const seedAttributes = [attributes.type('dtype', DT_INT32), attributes.shape('shape', [2])];
  return [
    ...Object.entries(inputs).map(([name, shape]) => placeholder(NODE.image(name as BatchImage), shape)),
    nodeDef(NODE.dropoutSeed, 'Placeholder', [], seedAttributes),
    placeholder(NODE.learningRate, []),
    ...groups.flatMap((group) =>
      [NODE.beta1Power(group), NODE.beta2Power(group), NODE.epsilonHat(group)].map((name) => placeholder(name, [])),
    ),
    scalarConstant('adam/beta1', adam.beta1),
    scalarConstant('adam/beta2', adam.beta2),
    ...variables.flatMap(({ name, shape }) => variableNodes(name, shape)),
    identityAfter(NODE.assignAll, 'adam/beta1', variables.map(({ name }) => `${name}/assign`)), // prettier-ignore
  ];
}

/** The variable itself and, where it is trained, its two moments. */
export function variableNames({ name, trainable }: VariableSpec): string[] {
  return trainable ? [name, NODE.firstMoment(name), NODE.secondMoment(name)] : [name];
}

/** Runs one step eagerly on `state` and `batch` to record it. `prefix` keeps the nodes of several kinds of step apart. */
export function captureStep(
  tf: TensorFlow,
  { variables }: Program,
  { compute, handsOut }: ProgramStep,
  state: State,
  batch: Batch,
  prefix: string,
): { nodes: Buffer[]; step: CapturedStep } {
  let names = { losses: [] as string[], gradients: [] as string[], statistics: [] as string[] };
  const { nodes, results } = tf.tidy(() => {
    const recording = record(tf, () => {
      const { losses, gradients, statistics, images } = compute(state, batch);
      names = {
        losses: Object.keys(losses),
        gradients: Object.keys(gradients),
        statistics: Object.keys(statistics),
      };
      const handedOut = handsOut.map((name) => images[name]!);
      return [...handedOut, ...Object.values(losses), ...Object.values(gradients), ...Object.values(statistics)];
    });
    return toNodes(tf, recording, inputNames(tf, state, batch), prefix);
  });
  const counts = [handsOut.length, names.losses.length, names.gradients.length];
  const [images, losses, gradients, statistics] = split(results, counts);
  const groupOf = new Map(variables.map((spec) => [spec.name, spec.group]));
  // Updates wait until every gradient is there: all gradients are those of the weights before the step.
  const ready = `${prefix}/ready`;
  const updates = [
    ...names.gradients.map((name, i) =>
      adamNode(`${prefix}/update/${name}`, name, groupOf.get(name)!, gradients![i]!, ready),
    ),
    ...names.statistics.map((name, i) => assignNode(`${prefix}/update/${name}`, name, statistics![i]!, ready)),
  ];
  const updateNames = [...names.gradients, ...names.statistics].map((name) => `${prefix}/update/${name}`);
  const packAttributes = [attributes.type('T', DT_FLOAT), attributes.integer('N', losses!.length)];
  nodes.push(
    nodeDef(ready, 'NoOp', results.map((result) => `^${result.split(':')[0]}`), []), // prettier-ignore
    ...updates,
    nodeDef(`${prefix}/losses`, 'Pack', losses!, packAttributes),
    identityAfter(`${prefix}/train`, `${prefix}/losses`, updateNames),
  );
  const groups = [...new Set(names.gradients.map((name) => groupOf.get(name)!))];
  const named = handsOut.map((name, index) => [name, images![index]!] as const);
  return { nodes, step: { train: `${prefix}/train`, lossNames: names.losses, images: named, groups } };
}

/** Name and node of each picture that a pass makes. */
export type CapturedPass = readonly (readonly [PictureRole, string])[];

/** Records a pass in inference mode, fed through the batch's images. */
export function capturePass(
  tf: TensorFlow,
  pass: NonNullable<Program['passes'][PassKind]>,
  state: State,
  batch: Batch,
  prefix: string,
): { nodes: Buffer[]; pass: CapturedPass } {
  let roles: PictureRole[] = [];
  const { nodes, results } = tf.tidy(() => {
    const recording = record(tf, () => {
      const pictures = pass(state, batch);
      roles = Object.keys(pictures) as PictureRole[];
      return Object.values(pictures);
    });
    return toNodes(tf, recording, inputNames(tf, state, batch), prefix);
  });
  return { nodes, pass: roles.map((role, index) => [role, results[index]!] as const) };
}

/** The graph's nodes for the tensors that a recording takes from outside. */
function inputNames(tf: TensorFlow, state: State, { dropoutSeed, ...images }: Batch): Map<number, string> {
  const inputs: [string, Tensor][] = [
    ...Object.entries(images).map(([name, image]): [string, Tensor] => [NODE.image(name as BatchImage), image]),
    [NODE.dropoutSeed, dropoutSeed],
    ...Object.entries(state).map(([name, tensor]): [string, Tensor] => [`${name}/value`, tensor]),
  ];
  const ids = nodeBackend(tf).getInputTensorIds(inputs.map(([, tensor]) => tensor));
  return new Map(inputs.map(([name], index) => [ids[index]!, name]));
}

function adamNode(name: string, variable: string, group: OptimiserGroup, gradient: string, after: string): Buffer {
  const inputs = [
    variable,
    NODE.firstMoment(variable),
    NODE.secondMoment(variable),
    NODE.beta1Power(group),
    NODE.beta2Power(group),
    NODE.learningRate,
    'adam/beta1',
    'adam/beta2',
    NODE.epsilonHat(group),
    gradient,
    `^${after}`,
  ];
  return nodeDef(name, 'ResourceApplyAdam', inputs, [
    attributes.type('T', DT_FLOAT),
    attributes.bool('use_locking', false),
    attributes.bool('use_nesterov', false),
  ]);
}

function assignNode(name: string, variable: string, value: string, after: string): Buffer {
  return nodeDef(name, 'AssignVariableOp', [variable, value, `^${after}`], [attributes.type('dtype', DT_FLOAT)]);
}

/** The first parts of the given lengths and the rest. */
function split<T>(items: readonly T[], lengths: readonly number[]): T[][] {
  const starts = lengths.reduce((at, length) => [...at, at[at.length - 1]! + length], [0]);
  return starts.map((start, index) => items.slice(start, starts[index + 1]));
}
