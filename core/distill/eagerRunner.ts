/** The readable runner: every step computes on tensors and replaces the state's tensors by new ones. */
import { inScope } from '../ops/scope.ts';
import type { Tensor, Tensor4D, TensorFlow } from '../ops/tensorflow.ts';
import { adamScalars, adamUpdate, type AdamSlot } from './adam.ts';
import type { OptimiserGroup, VariableSpec } from './plan.ts';
import type { PassKind, StepOutcome } from './program.ts';
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
import type { Batch, State } from './stepContext.ts';

export function eagerRunner(options: RunnerOptions): StepRunner {
  return new EagerRunner(options);
}

class EagerRunner implements StepRunner {
  private readonly options: RunnerOptions;
  private readonly tf: TensorFlow;
  private readonly specs: readonly VariableSpec[];
  /** Running statistics have moments too (of no elements), so that one table serves all. */
  private readonly slots = new Map<string, AdamSlot>();
  private readonly updates: Partial<Record<OptimiserGroup, number>> = {};

  constructor(options: RunnerOptions) {
    this.options = options;
    this.tf = options.ops.tf;
    this.specs = options.program.variables;
    this.write(options.initial);
  }

  step(batch: HostBatch, settings: StepSettings): StepResult {
    const step = this.options.program.steps[settings.kind];
    if (!step) throw new Error(`The program has no step "${settings.kind}".`);
    return inScope(this.tf, () => {
      const outcome = step.compute(this.state(), this.tensors(batch, settings.stepNumber));
      this.countUpdates(outcome.gradients);
      for (const spec of this.specs) this.applyTo(spec, outcome, settings.learningRate);
      const losses = Object.entries(outcome.losses).map(([name, loss]) => [name, loss.dataSync()[0]!]);
      const images = step.handsOut.map((name) => [name, toHost(outcome.images[name]!)]);
      return { losses: Object.fromEntries(losses), images: Object.fromEntries(images) as StepResult['images'] };
    });
  }

  generate(batch: HostBatch, kind: PassKind = 'training'): ImagesByRole {
    return inScope(this.tf, () => {
      const pictures = this.options.program.passes[kind]!(this.state(), this.tensors(batch, 0));
      const images = Object.entries(pictures).map(([role, picture]) => [role, toHost(picture)]);
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
    const { tf } = this;
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

  private tensors(images: HostBatch, stepNumber: number): Batch {
    const tensors = Object.entries(images).map(([name, { values, shape }]) => [
      name,
      this.tf.tensor4d(values, [...shape]),
    ]);
    const dropoutSeed = this.tf.tensor1d([stepNumber, 0], 'int32');
    return { ...(Object.fromEntries(tensors) as Omit<Batch, 'dropoutSeed'>), dropoutSeed };
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
    outcome: Pick<StepOutcome, 'gradients' | 'statistics'>,
    learningRate: number,
  ): void {
    const { adam } = this.options;
    const slot = this.slots.get(name)!;
    const gradient = outcome.gradients[name];
    const statistic = outcome.statistics[name];
    if (statistic) this.replace(name, { ...slot, value: statistic });
    if (!gradient) return;
    const scalars = adamScalars(adam, this.updates[group]!);
    this.replace(name, adamUpdate(this.tf, slot, gradient, adam, scalars, learningRate));
  }

  /** Puts new tensors in place, keeps them past the step's tidy and frees those that they replace. */
  private replace(name: string, slot: AdamSlot): void {
    const { tf } = this;
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

function toHost(picture: Tensor4D): HostImages {
  return { values: picture.dataSync() as Float32Array, shape: picture.shape };
}
