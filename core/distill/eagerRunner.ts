/** The readable runner: every step computes on tensors and replaces the state's tensors by new ones. */
import { inScope } from '../ops/scope.ts';
import type { Tensor, Tensor4D } from '../ops/tensorflow.ts';
import { runNetwork } from '../ops/runNetwork.ts';
import { adamScalars, adamUpdate, type AdamSlot } from './adam.ts';
import { generatorsOf, variablesOf, type OptimiserGroup, type VariableSpec } from './plan.ts';
import type {
  HostBatch,
  HostImages,
  ImagesByRole,
  RunnerOptions,
  StepRunner,
  StepSettings,
  TrainingState,
} from './runner.ts';
import { computeStep } from './step.ts';
import { lookUp, type State } from './stepContext.ts';

export function eagerRunner(options: RunnerOptions): StepRunner {
  return new EagerRunner(options);
}

class EagerRunner implements StepRunner {
  private readonly options: RunnerOptions;
  private readonly specs: readonly VariableSpec[];
  /** Running statistics have moments too (of no elements), so that one table serves all. */
  private readonly slots = new Map<string, AdamSlot>();
  private readonly updates: Partial<Record<OptimiserGroup, number>> = {};

  constructor(options: RunnerOptions) {
    this.options = options;
    this.specs = variablesOf(options.context.plan);
    this.write(options.initial);
  }

  step(batch: HostBatch, settings: StepSettings): Record<string, number> {
    const { context } = this.options;
    const { tf } = context.ops;
    return inScope(tf, () => {
      const tensors = {
        a: toTensor(tf, batch.a),
        b: toTensor(tf, batch.b),
        dropoutSeed: tf.tensor1d([settings.stepNumber, 0], 'int32'),
      };
      const outcome = computeStep(context, this.state(), tensors, settings.trainAdversarial);
      this.countUpdates(outcome.gradients);
      for (const spec of this.specs) this.applyTo(spec, outcome, settings.learningRate);
      return Object.fromEntries(Object.entries(outcome.losses).map(([name, loss]) => [name, loss.dataSync()[0]!]));
    });
  }

  generate(input: HostImages): ImagesByRole {
    const { ops, plan } = this.options.context;
    return inScope(ops.tf, () => {
      const x = toTensor(ops.tf, input);
      const images = generatorsOf(plan).map(({ role, network }) => {
        const { output } = runNetwork(ops, network, lookUp(this.state(), role), x, { training: false });
        return [role, { values: output.dataSync() as Float32Array, shape: output.shape }];
      });
      return Object.fromEntries(images) as ImagesByRole;
    });
  }

  read(): TrainingState {
    const of = (part: keyof AdamSlot, specs: readonly VariableSpec[]): Record<string, Float32Array> =>
      Object.fromEntries(specs.map(({ name }) => [name, this.slots.get(name)![part].dataSync() as Float32Array]));
    const trainable = this.specs.filter((spec) => spec.trainable);
    return {
      variables: of('value', this.specs),
      firstMoments: of('firstMoment', trainable),
      secondMoments: of('secondMoment', trainable),
      updates: { ...this.updates },
    };
  }

  write(state: TrainingState): void {
    const { tf } = this.options.context.ops;
    for (const { name, shape, trainable } of this.specs) {
      const tensor = (values: Float32Array | undefined): Tensor =>
        values ? tf.tensor(values, [...shape]) : tf.zeros(trainable ? [...shape] : [0]);
      this.replace(name, {
        value: tensor(state.variables[name]),
        firstMoment: tensor(state.firstMoments[name]),
        secondMoment: tensor(state.secondMoments[name]),
      });
    }
    Object.assign(this.updates, state.updates);
  }

  dispose(): void {
    for (const slot of this.slots.values()) disposeSlot(slot);
    this.slots.clear();
  }

  private state(): State {
    return Object.fromEntries([...this.slots].map(([name, slot]) => [name, slot.value]));
  }

  private countUpdates(gradients: Readonly<Record<string, Tensor>>): void {
    const groups = new Set(this.specs.filter(({ name }) => gradients[name]).map(({ group }) => group));
    for (const group of groups) this.updates[group] = (this.updates[group] ?? 0) + 1;
  }

  private applyTo(
    { name, group }: VariableSpec,
    outcome: { gradients: Readonly<Record<string, Tensor>>; statistics: Readonly<Record<string, Tensor>> },
    learningRate: number,
  ): void {
    const { adam, context } = this.options;
    const slot = this.slots.get(name)!;
    const gradient = outcome.gradients[name];
    const statistic = outcome.statistics[name];
    if (statistic) this.replace(name, { ...slot, value: statistic });
    if (!gradient) return;
    const scalars = adamScalars(adam, this.updates[group]!);
    this.replace(name, adamUpdate(context.ops.tf, slot, gradient, adam, scalars, learningRate));
  }

  /** Puts new tensors in place, keeps them past the step's tidy and frees those that they replace. */
  private replace(name: string, slot: AdamSlot): void {
    const { tf } = this.options.context.ops;
    const old = this.slots.get(name);
    this.slots.set(name, slot);
    const current = Object.values(slot);
    current.forEach((tensor) => tf.keep(tensor));
    if (old) Object.values(old).forEach((tensor) => current.includes(tensor) || tensor.dispose());
  }
}

function disposeSlot(slot: AdamSlot): void {
  Object.values(slot).forEach((tensor) => tensor.dispose());
}

function toTensor(tf: RunnerOptions['context']['ops']['tf'], images: HostImages): Tensor4D {
  return tf.tensor4d(images.values, [...images.shape]);
}
