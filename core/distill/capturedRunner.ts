/**
 * The fast runner: the whole step is one TensorFlow graph, run by one call; weights and Adam moments live in the session.
 * It computes what the eager runner computes.
 */
import { openSession, type GraphSession } from '../capture/session.ts';
import { inScope } from '../ops/scope.ts';
import type { Tensor, Tensor4D } from '../ops/tensorflow.ts';
import { adamScalars } from './adam.ts';
import {
  captureGenerators,
  captureStep,
  NODE,
  sharedNodes,
  variableNames,
  type CapturedStep,
} from './capturedGraph.ts';
import { variablesOf, type GeneratorRole, type OptimiserGroup, type VariableSpec } from './plan.ts';
import type {
  HostBatch,
  HostImages,
  ImagesByRole,
  RunnerOptions,
  StepRunner,
  StepSettings,
  TrainingState,
} from './runner.ts';
import type { Batch } from './stepContext.ts';

/** Records the steps (which runs each of them once, eagerly) and opens the session. Takes seconds. */
export function capturedRunner(options: RunnerOptions): StepRunner {
  return new CapturedRunner(options);
}

class CapturedRunner implements StepRunner {
  private readonly options: RunnerOptions;
  private readonly specs: readonly VariableSpec[];
  private readonly session: GraphSession;
  private readonly fullStep: CapturedStep;
  private readonly studentStep: CapturedStep | undefined;
  private readonly images: readonly (readonly [GeneratorRole, string])[];
  private readonly updates: Partial<Record<OptimiserGroup, number>> = {};

  constructor(options: RunnerOptions) {
    this.options = options;
    this.specs = variablesOf(options.context.plan);
    const { context, adam, inputShape, targetShape } = options;
    const { tf } = context.ops;
    const captured = inScope(tf, () => {
      const state = Object.fromEntries(
        this.specs.map(({ name, shape }) => [name, tf.tensor(options.initial.variables[name]!, [...shape])]),
      );
      const batch = emptyBatch(options);
      return {
        full: captureStep(context, state, batch, true, 'full'),
        student: options.hasStudentOnlySteps ? captureStep(context, state, batch, false, 'student') : undefined,
        generators: captureGenerators(context, state, batch),
      };
    });
    this.fullStep = captured.full.step;
    this.studentStep = captured.student?.step;
    this.images = captured.generators.images;
    this.session = openSession(tf, [
      ...sharedNodes(context, adam, { input: inputShape, target: targetShape }),
      ...captured.full.nodes,
      ...(captured.student?.nodes ?? []),
      ...captured.generators.nodes,
    ]);
    this.write(options.initial);
  }

  step(batch: HostBatch, settings: StepSettings): Record<string, number> {
    const step = settings.trainAdversarial ? this.fullStep : this.studentStep!;
    for (const group of step.groups) this.updates[group] = (this.updates[group] ?? 0) + 1;
    const { tf } = this.options.context.ops;
    const losses = inScope(tf, () => {
      const feeds: [string, Tensor][] = [
        [NODE.a, tf.tensor4d(batch.a.values, [...batch.a.shape])],
        [NODE.b, tf.tensor4d(batch.b.values, [...batch.b.shape])],
        [NODE.dropoutSeed, tf.tensor1d([settings.stepNumber, 0], 'int32')],
        [NODE.learningRate, tf.scalar(settings.learningRate)],
        ...step.groups.flatMap((group) => this.adamFeeds(group)),
      ];
      return this.session.run(feeds, [step.train])[0]!.dataSync();
    });
    return Object.fromEntries(step.lossNames.map((name, index) => [name, losses[index]!]));
  }

  generate(input: HostImages): ImagesByRole {
    const { tf } = this.options.context.ops;
    return inScope(tf, () => {
      const feed: [string, Tensor] = [NODE.a, tf.tensor4d(input.values, [...input.shape])];
      const outputs = this.session.run([feed], this.images.map(([, node]) => node)); // prettier-ignore
      const images = this.images.map(([role], index) => {
        const output = outputs[index] as Tensor4D;
        return [role, { values: output.dataSync() as Float32Array, shape: output.shape }];
      });
      return Object.fromEntries(images) as ImagesByRole;
    });
  }

  read(): TrainingState {
    const names = this.specs.flatMap(variableNames);
    const values = inScope(this.options.context.ops.tf, () => {
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
    const { tf } = this.options.context.ops;
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
    const { tf } = this.options.context.ops;
    const scalars = adamScalars(this.options.adam, this.updates[group]!);
    return [
      [NODE.beta1Power(group), tf.scalar(scalars.beta1Power)],
      [NODE.beta2Power(group), tf.scalar(scalars.beta2Power)],
      [NODE.epsilonHat(group), tf.scalar(scalars.epsilonHat)],
    ];
  }
}

/** A batch to record with: its values do not matter, its shapes do. */
function emptyBatch({ context, inputShape, targetShape }: RunnerOptions): Batch {
  const { tf } = context.ops;
  return {
    a: tf.zeros([...inputShape]),
    b: tf.zeros([...targetShape]),
    dropoutSeed: tf.tensor1d([0, 0], 'int32'),
  };
}
