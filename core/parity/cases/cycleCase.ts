/** The numbers that a CycleGAN case records, each against ours. */
import type { Program, StepKind, StepOutcome } from '../../distill/program.ts';
import type { OptimiserGroup, VariableSpec } from '../../distill/plan.ts';
import type { HostBatch, HostImages, TrainingState } from '../../distill/runner.ts';
import type { Batch } from '../../distill/stepContext.ts';
import { inScope } from '../../ops/scope.ts';
import { nhwcToNchw, toTorchLayout } from '../../weights/layout.ts';
import { torchImage, torchWeight, type ParityContext } from '../context.ts';
import type { CaseTensors, ReferenceCase } from '../referenceSet.ts';
import { relativeL2, type Report } from '../report.ts';
import { cycleReferenceName } from './cyclePlan.ts';
import { judgeGradient } from './gradients.ts';
import { judgeLosses, lossesSchema } from './multiteacherLosses.ts';

type Block = 'teacher' | 'student';

/** Least relative L2 between gradients, and least part of an update, that counts as rounding (reference README). */
const GRADIENT_ROUNDING = 1e-3;
const UPDATE_ROUNDING = 0.1;

/** Which image of the batch each translation is compared with by an L1 term. */
const COMPARED = { rec_A: 'a', rec_B: 'b', idt_A: 'b', idt_B: 'a' } as const;

export class CycleCase {
  readonly studentSteps: number;
  private readonly context: ParityContext;
  private readonly program: Program;
  private readonly entry: ReferenceCase;
  private readonly tensors: CaseTensors;
  private readonly report: Report;
  /**
   * Relative L2 by which the generators' gradients may differ. Where a translation equals its picture up to rounding, the
   * L1 term's gradient ±λ/N may have either sign; one such pixel of N changes the term's gradient by 2/√N. (Checked: in
   * `train_cyclegan_mobile` one pixel of `rec_B` is −9e-7 off there and +15e-7 here.)
   */
  private readonly signs = { flipped: 0, pixels: 1 };

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
        const compared = batch[COMPARED[name as keyof typeof COMPARED]];
        if (kind === 'generators' && compared) this.countSigns(ours, expected, compared);
      }
    });
  }

  /** Gradients of a block's first step. */
  gradients(state: TrainingState, kind: StepKind, batch: HostBatch): void {
    this.compute(state, kind, batch, ({ gradients }) => {
      for (const spec of this.program.variables) {
        const output = `grad.${cycleReferenceName(spec)}`;
        if (!gradients[spec.name] || !this.tensors.has(output) || this.isNoise(spec)) continue;
        const actual = torchWeight(spec, gradients[spec.name]);
        const least = spec.group === 'generators' ? this.signTolerance(0) : GRADIENT_ROUNDING;
        judgeGradient(this.report, output, actual, this.tensors.values(output), this.entry.outputs[output], least);
      }
    });
  }

  /**
   * Judged by the whole update since the beginning. Adam's first steps are ± the rate, so that a gradient that is off by r
   * turns about r of an update's signs; and steps after the first may have a pixel of uncertain sign too.
   */
  weights(prefix: string, groups: readonly OptimiserGroup[], steps: number, { variables }: TrainingState): void {
    for (const spec of this.program.variables) {
      const name = cycleReferenceName(spec);
      const output = `${prefix}.${name}`;
      if (!groups.includes(spec.group) || !this.tensors.has(output) || this.isNoise(spec)) continue;
      const actual = toTorchLayout(spec, variables[spec.name]!);
      const gap = this.entry.update_rel_l2_f32_vs_f64[output] ?? 0;
      const update = relativeL2(actual, this.tensors.values(output), this.tensors.values(`init.${name}`));
      this.report.judge(
        `${output} (update, relative L2)`,
        update,
        Math.max(5 * gap, this.updateTolerance(spec, steps)),
      );
    }
  }

  private updateTolerance({ group }: VariableSpec, steps: number): number {
    return group === 'generators'
      ? Math.max(UPDATE_ROUNDING, 2 * Math.sqrt(this.signTolerance(steps - 1)))
      : UPDATE_ROUNDING;
  }

  private signTolerance(unseen: number): number {
    const { flipped, pixels } = this.signs;
    return Math.max(GRADIENT_ROUNDING, 2 * Math.sqrt((flipped + unseen) / pixels));
  }

  private countSigns(ours: Float32Array, theirs: Float32Array, compared: HostImages): void {
    const [batch, height, width, channels] = compared.shape;
    const picture = nhwcToNchw(compared.values, [batch, channels, height, width]);
    this.signs.pixels = picture.length;
    theirs.forEach((value, index) => {
      if (Math.sign(value - picture[index]!) !== Math.sign(ours[index]! - picture[index]!)) this.signs.flipped++;
    });
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
