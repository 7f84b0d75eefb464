/** The numbers that a CycleGAN case records, each against ours. */
import type { Program, StepKind, StepOutcome } from '../../distill/program.ts';
import type { VariableSpec } from '../../distill/plan.ts';
import type { HostBatch, TrainingState } from '../../distill/runner.ts';
import type { Batch } from '../../distill/stepContext.ts';
import { inScope } from '../../ops/scope.ts';
import { toTorchLayout } from '../../weights/layout.ts';
import { torchImage, torchWeight, type ParityContext } from '../context.ts';
import type { CaseTensors, ReferenceCase } from '../referenceSet.ts';
import type { Report } from '../report.ts';
import { cycleReferenceName } from './cyclePlan.ts';
import { Conditioning } from './conditioning.ts';
import { judgeGradient, judgeUpdate } from './gradients.ts';
import { judgeLosses, lossesSchema } from './multiteacherLosses.ts';

type Block = 'teacher' | 'student';

/** Least relative L2 between gradients that counts as rounding (reference README). */
const GRADIENT_ROUNDING = 1e-3;

export class CycleCase {
  readonly studentSteps: number;
  private readonly context: ParityContext;
  private readonly program: Program;
  private readonly entry: ReferenceCase;
  private readonly tensors: CaseTensors;
  private readonly report: Report;
  /** Of the first step of each kind. */
  private readonly conditioning: Partial<Record<StepKind, Conditioning>> = {};

  constructor(context: ParityContext, program: Program, entry: ReferenceCase, tensors: CaseTensors, report: Report) {
    this.context = context;
    this.program = program;
    this.entry = entry;
    this.tensors = tensors;
    this.report = report;
    this.studentSteps = this.recorded('values', 'student').length;
  }

  /** A term that is turned off is 0 in the reference and absent from ours. */
  losses(block: Block, step: number, actual: Readonly<Record<string, number>>): void {
    const expected = this.recorded('values', block)[step - 1] ?? {};
    const exact = this.recorded('values_f64', block)[step - 1] ?? {};
    const off = Object.fromEntries(
      Object.entries(expected).flatMap(([name, value]) => (value === 0 ? [[name, 0]] : [])),
    );
    const ours = Object.entries(actual).map(([name, value]) => [name.replace(/_w$/, ''), value]);
    const judged = { label: `${block} step ${step}`, isFirst: step === 1, chaotic: false };
    judgeLosses(this.report, judged, { ...off, ...Object.fromEntries(ours) }, expected, exact);
  }

  /** Images of the first step of a block: of the whole batch, as far as they are recorded. */
  images(state: TrainingState, kind: StepKind, batch: HostBatch): void {
    this.compute(state, kind, batch, ({ images }) => {
      for (const [name, image] of Object.entries(images)) {
        const output = `image.${name}`;
        if (!this.tensors.has(output)) continue;
        const expected = this.tensors.values(output);
        const ours = torchImage(image).subarray(0, expected.length);
        this.report.tensor(output, ours, expected, this.entry.outputs[output]?.atol ?? 1e-4);
      }
    });
  }

  /** Gradients of a block's first step. */
  gradients(state: TrainingState, kind: StepKind, batch: HostBatch): void {
    const conditioning = (this.conditioning[kind] = new Conditioning((nudge) => {
      const nudged = Object.entries(batch).map(([name, images]) => [name, nudge(images)]);
      return this.gradientsOf(state, kind, Object.fromEntries(nudged) as HostBatch);
    }));
    const gradients = this.gradientsOf(state, kind, batch);
    for (const spec of this.program.variables) {
      const output = `grad.${cycleReferenceName(spec)}`;
      const actual = gradients[spec.name];
      if (!actual || !this.tensors.has(output) || this.isNoise(spec)) continue;
      const expected = this.tensors.values(output);
      judgeGradient(this.report, output, actual, expected, this.entry.outputs[output], GRADIENT_ROUNDING, () =>
        conditioning.ofGradient(spec.name),
      );
    }
  }

  /** In PyTorch's layout, by the variable's name. */
  private gradientsOf(state: TrainingState, kind: StepKind, batch: HostBatch): Record<string, Float32Array> {
    const found: Record<string, Float32Array> = {};
    this.compute(state, kind, batch, ({ gradients }) => {
      for (const spec of this.program.variables) {
        const gradient = gradients[spec.name];
        if (gradient) found[spec.name] = torchWeight(spec, gradient);
      }
    });
    return found;
  }

  weights(prefix: string, kinds: readonly StepKind[], steps: number, { variables }: TrainingState): void {
    for (const spec of this.program.variables) {
      const kind = kinds.find((kind) => kind === spec.group);
      const name = cycleReferenceName(spec);
      const output = `${prefix}.${name}`;
      if (!kind || !this.tensors.has(output) || this.isNoise(spec)) continue;
      const actual = toTorchLayout(spec, variables[spec.name]!);
      const values = { actual, expected: this.tensors.values(output), start: this.tensors.values(`init.${name}`) };
      const gap = this.entry.update_rel_l2_f32_vs_f64[output] ?? 0;
      judgeUpdate(this.report, output, values, gap, () => this.conditioning[kind]?.ofUpdate(steps) ?? 0);
    }
  }

  /** Runs a step eagerly, without applying it. */
  private compute(
    { variables }: TrainingState,
    kind: StepKind,
    batch: HostBatch,
    check: (outcome: StepOutcome) => void,
  ): void {
    const { tf } = this.context.ops;
    inScope(tf, () => {
      const state = this.program.variables.map(({ name, shape }) => [name, tf.tensor(variables[name]!, [...shape])]);
      const images = Object.entries(batch).map(([name, { values, shape }]) => [name, tf.tensor4d(values, [...shape])]);
      const inputs = { ...Object.fromEntries(images), dropoutSeed: tf.tensor1d([0, 0], 'int32') } as Batch;
      check(this.program.steps[kind]!.compute(Object.fromEntries(state), inputs));
    });
  }

  private isNoise(spec: VariableSpec): boolean {
    return this.entry.noise_tensors.some((name) => name.endsWith(`.${cycleReferenceName(spec)}`));
  }

  private recorded(part: 'values' | 'values_f64', block: Block): Record<string, number>[] {
    return lossesSchema.parse(this.entry[part][`losses.${block}`] ?? []) as Record<string, number>[];
  }
}
