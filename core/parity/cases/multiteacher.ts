/** The whole paired step over several steps: every loss, gradients and images at one step, and the final weights. */
import { capturedRunner } from '../../distill/capturedRunner.ts';
import { PAPER_ADAM } from '../../distill/adam.ts';
import { variablesOf, type StepPlan, type VariableSpec } from '../../distill/plan.ts';
import { pairedProgram } from '../../distill/pairedProgram.ts';
import type { HostImages, StepRunner, TrainingState } from '../../distill/runner.ts';
import { computeStep } from '../../distill/step.ts';
import { inScope } from '../../ops/scope.ts';
import { fromTorchLayout, toTorchLayout } from '../../weights/layout.ts';
import { torchImage, torchWeight, type CaseCheck, type ParityContext } from '../context.ts';
import type { CaseTensors, ReferenceCase } from '../referenceSet.ts';
import { relativeL2, type Report } from '../report.ts';
import { judgeGradient } from './gradients.ts';
import { checkLosses, recordedLosses } from './multiteacherLosses.ts';
import { isChaotic, optionsSchema, planOf, referenceName, type MultiteacherOptions } from './multiteacherPlan.ts';

/** Public name of a role's networks in the reference. */
const IMAGE_NAMES = { wider: 'teacher_w', deeper: 'teacher_d', student: 'student' } as const;

export const checkMultiteacher: CaseCheck = (context, entry, tensors, report) => {
  const options = optionsSchema.parse(entry.values['options']);
  const recorded = recordedLosses(entry);
  const batches = recorded.losses.map((_, index) => readBatch(tensors, options, index + 1));
  const plan = planOf(options, batches[0]!.a.shape[3], batches[0]!.b.shape[3]);
  const specs = variablesOf(plan);
  const runner = capturedRunner({
    ops: context.ops,
    program: pairedProgram(
      { ...context, plan },
      { input: batches[0]!.a.shape, target: batches[0]!.b.shape, hasStudentSteps: options.n_dis > 1 },
    ),
    adam: { ...PAPER_ADAM, beta1: options.beta1 },
    initial: initialState(specs, tensors),
  });
  try {
    const gradientStep = Number(entry.config['grad_step'] ?? 1);
    batches.forEach((batch, index) => {
      const stepNumber = index + 1;
      const trainAdversarial = stepNumber % options.n_dis === 0;
      if (stepNumber === gradientStep)
        checkOneStep({ context, plan, entry, tensors, report, options }, runner, batch, trainAdversarial);
      const kind = trainAdversarial ? 'full' : 'student';
      const { losses } = runner.step(batch, { kind, learningRate: options.lr, stepNumber });
      checkLosses(report, stepNumber, losses, recorded, isChaotic(options));
    });
    checkFinalWeights(specs, runner, options, entry, tensors, report);
  } finally {
    runner.dispose();
  }
};

type PairedImages = Record<'a' | 'b', HostImages>;

function readBatch(tensors: CaseTensors, { direction }: MultiteacherOptions, step: number): PairedImages {
  const [a, b] = [tensors.image(`batch.${step}.A`), tensors.image(`batch.${step}.B`)];
  return direction === 'AtoB' ? { a, b } : { a: b, b: a };
}

function initialState(specs: readonly VariableSpec[], tensors: CaseTensors): TrainingState {
  const variables = specs.map((spec) => {
    return [spec.name, fromTorchLayout(spec, tensors.values(`init.${referenceName(spec)}`))];
  });
  return { variables: Object.fromEntries(variables), firstMoments: {}, secondMoments: {}, updates: {} };
}

interface OneStep {
  readonly context: ParityContext;
  readonly plan: StepPlan;
  readonly entry: ReferenceCase;
  readonly tensors: CaseTensors;
  readonly report: Report;
  readonly options: MultiteacherOptions;
}

/** Gradients and images, computed eagerly from the runner's weights before the step. */
function checkOneStep(check: OneStep, runner: StepRunner, batch: PairedImages, trainAdversarial: boolean): void {
  const { context, plan, entry, tensors, report } = check;
  const { tf } = context.ops;
  const specs = variablesOf(plan);
  const { variables } = runner.read();
  inScope(tf, () => {
    const state = Object.fromEntries(specs.map(({ name, shape }) => [name, tf.tensor(variables[name]!, [...shape])]));
    const inputs = {
      a: tf.tensor4d(batch.a.values, [...batch.a.shape]),
      b: tf.tensor4d(batch.b.values, [...batch.b.shape]),
      dropoutSeed: tf.tensor1d([0, 0], 'int32'),
    };
    const outcome = computeStep({ ...context, plan }, state, inputs, trainAdversarial);
    for (const [role, image] of Object.entries(outcome.images)) {
      const output = `fake.${IMAGE_NAMES[role as keyof typeof IMAGE_NAMES]}[0]`;
      if (!tensors.has(output)) continue;
      const first = tf.slice4d(image, [0, 0, 0, 0], [1, -1, -1, -1]);
      report.tensor(output, torchImage(first), tensors.values(output), entry.outputs[output]?.atol ?? 1e-4);
    }
    for (const spec of specs) {
      const output = `grad.${referenceName(spec)}`;
      if (!tensors.has(output) || isNoise(entry, spec)) continue;
      const actual = torchWeight(spec, outcome.gradients[spec.name]);
      const least = leastGradientTolerance(check.options, output);
      judgeGradient(report, output, actual, tensors.values(output), entry.outputs[output], least);
    }
  });
}

function isNoise(entry: ReferenceCase, spec: VariableSpec): boolean {
  return entry.noise_tensors.some((name) => name.endsWith(`.${referenceName(spec)}`));
}

/**
 * The deepest teachers amplify rounding: one ReLU whose input is 0 up to rounding changes their gradients by percents
 * (checked on `ndis2`: one sign out of 4,096 at `model.34`), and through their images a little of the student's.
 */
function leastGradientTolerance(options: MultiteacherOptions, output: string): number {
  if (!isChaotic(options)) return 1e-3;
  return output.startsWith('grad.teacher_d.') ? 0.5 : 0.02;
}

/** Judged by the whole update: ‖ours − theirs‖ / ‖theirs − start‖ ≤ max(5 × float32-vs-float64, 0.1). */
function checkFinalWeights(
  specs: readonly VariableSpec[],
  runner: StepRunner,
  options: MultiteacherOptions,
  entry: ReferenceCase,
  tensors: CaseTensors,
  report: Report,
): void {
  const { variables } = runner.read();
  for (const spec of specs) {
    const output = `final.${referenceName(spec)}`;
    if (!tensors.has(output) || isNoise(entry, spec)) continue;
    const actual = toTorchLayout(spec, variables[spec.name]!);
    if (isChaotic(options)) {
      const finite = actual.every((value) => Number.isFinite(value));
      report.judge(`${output} is finite`, finite ? 0 : NaN, 0);
      continue;
    }
    const gap = entry.update_rel_l2_f32_vs_f64[output] ?? 0;
    const update = relativeL2(actual, tensors.values(output), tensors.values(`init.${referenceName(spec)}`));
    report.judge(`${output} (update, relative L2)`, update, Math.max(5 * gap, 0.1));
  }
}
