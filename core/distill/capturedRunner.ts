/**
 * The fast runner: the whole step is one TensorFlow graph, run by one call; weights and Adam moments live in the session.
 * It computes what the eager runner computes.
 */
import { openSession, type GraphSession } from '../capture/session.ts';
import { inScope } from '../ops/scope.ts';
import type { Tensor, Tensor4D, TensorFlow } from '../ops/tensorflow.ts';
import { adamScalars } from './adam.ts';
import {
  capturePass,
  captureStep,
  NODE,
  sharedNodes,
  variableNames,
  type CapturedPass,
  type CapturedStep,
} from './capturedGraph.ts';
import type { OptimiserGroup, VariableSpec } from './plan.ts';
import { emptyBatch, type PassKind, type StepKind } from './program.ts';
import type {
  HostBatch,
  HostImages,
  ImagesByRole,
  RunnerOptions,
  StepResult,
  StepRunner,
  StepSettings,
  TrainingState,
} from './runner.ts';
import type { BatchImage } from './stepContext.ts';

/** Records the steps (which runs each of them once, eagerly) and opens the session. Takes seconds. */
export function capturedRunner(options: RunnerOptions): StepRunner {
  return new CapturedRunner(options);
}

class CapturedRunner implements StepRunner {
  private readonly options: RunnerOptions;
  private readonly tf: TensorFlow;
  private readonly specs: readonly VariableSpec[];
  private readonly session: GraphSession;
  private readonly steps: ReadonlyMap<string, CapturedStep>;
  private readonly passes: ReadonlyMap<string, CapturedPass>;
  private readonly updates: Partial<Record<OptimiserGroup, number>> = {};

  constructor(options: RunnerOptions) {
    const { ops, program, adam, initial } = options;
    const { tf } = ops;
    this.options = options;
    this.tf = tf;
    this.specs = program.variables;
    const { steps, passes } = inScope(tf, () => {
      const state = Object.fromEntries(
        this.specs.map(({ name, shape }) => [name, tf.tensor(initial.variables[name]!, [...shape])]),
      );
      const batch = emptyBatch(ops, program.inputs);
      return {
        steps: Object.entries(program.steps).map(([kind, step]) => {
          return { kind, ...captureStep(tf, program, step, state, batch, kind) };
        }),
        passes: Object.entries(program.passes).map(([kind, pass]) => {
          return { kind, ...capturePass(tf, pass, state, batch, `generate_${kind}`) };
        }),
      };
    });
    this.steps = new Map(steps.map(({ kind, step }) => [kind, step]));
    this.passes = new Map(passes.map(({ kind, pass }) => [kind, pass]));
    this.session = openSession(tf, [
      ...sharedNodes(program, adam),
      ...[...steps, ...passes].flatMap(({ nodes }) => nodes),
    ]);
    this.write(initial);
  }

  step(batch: HostBatch, settings: StepSettings): StepResult {
    const step = this.stepOf(settings.kind);
    for (const group of step.groups) this.updates[group] = (this.updates[group] ?? 0) + 1;
    const { tf } = this;
    return inScope(tf, () => {
      const feeds: [string, Tensor][] = [
        ...this.imageFeeds(batch),
        [NODE.dropoutSeed, tf.tensor1d([settings.stepNumber, 0], 'int32')],
        [NODE.learningRate, tf.scalar(settings.learningRate)],
        ...step.groups.flatMap((group) => this.adamFeeds(group)),
      ];
      const [losses, ...images] = this.session.run(feeds, [step.train, ...step.images.map(([, node]) => node)]);
      const values = losses!.dataSync();
      return {
        losses: Object.fromEntries(step.lossNames.map((name, index) => [name, values[index]!])),
        images: hostImages(step.images.map(([name]) => name), images), // prettier-ignore
      };
    });
  }

  generate(batch: HostBatch, kind: PassKind = 'training'): ImagesByRole {
    const pass = this.passes.get(kind)!;
    return inScope(this.tf, () => {
      const outputs = this.session.run(this.imageFeeds(batch), pass.map(([, node]) => node)); // prettier-ignore
      return hostImages(pass.map(([role]) => role), outputs); // prettier-ignore
    });
  }

  read(): TrainingState {
    const names = this.specs.flatMap(variableNames);
    const values = inScope(this.tf, () => {
      const tensors = this.session.run([], names.map((name) => `${name}/value`)); // prettier-ignore
      return new Map(names.map((name, index) => [name, tensors[index]!.dataSync() as Float32Array]));
    });
    const part = (specs: readonly VariableSpec[], node: (name: string) => string): Record<string, Float32Array> =>
      Object.fromEntries(specs.map(({ name }) => [name, values.get(node(name))!]));
    const trainable = this.specs.filter((spec) => spec.trainable);
    return {
      variables: part(this.specs, (name) => name),
      firstMoments: part(trainable, NODE.firstMoment),
      secondMoments: part(trainable, NODE.secondMoment),
      updates: { ...this.updates },
    };
  }

  write(state: TrainingState): void {
    const { tf } = this;
    inScope(tf, () => {
      const feeds = this.specs.flatMap((spec) => {
        const values = [state.variables, state.firstMoments, state.secondMoments].map((part) => part[spec.name]);
        return variableNames(spec).map((name, part): [string, Tensor] => {
          const given = values[part];
          return [`${name}/input`, given ? tf.tensor(given, [...spec.shape]) : tf.zeros([...spec.shape])];
        });
      });
      this.session.run(feeds, [NODE.assignAll]);
    });
    Object.assign(this.updates, state.updates);
  }

  dispose(): void {
    this.session.dispose();
  }

  private adamFeeds(group: OptimiserGroup): [string, Tensor][] {
    const { tf } = this;
    const scalars = adamScalars(this.options.adam, this.updates[group]!);
    return [
      [NODE.beta1Power(group), tf.scalar(scalars.beta1Power)],
      [NODE.beta2Power(group), tf.scalar(scalars.beta2Power)],
      [NODE.epsilonHat(group), tf.scalar(scalars.epsilonHat)],
    ];
  }

  private imageFeeds(batch: HostBatch): [string, Tensor][] {
    return Object.entries(batch).map(([name, { values, shape }]) => [
      NODE.image(name as BatchImage),
      this.tf.tensor4d(values, [...shape]),
    ]);
  }

  private stepOf(kind: StepKind): CapturedStep {
    const step = this.steps.get(kind);
    if (!step) throw new Error(`The program has no step "${kind}".`);
    return step;
  }
}

function hostImages(names: readonly string[], tensors: readonly Tensor[]): Record<string, HostImages> {
  const images = names.map((name, index) => {
    const tensor = tensors[index] as Tensor4D;
    return [name, { values: tensor.dataSync() as Float32Array, shape: tensor.shape }];
  });
  return Object.fromEntries(images) as Record<string, HostImages>;
}
