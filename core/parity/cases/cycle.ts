/** Unpaired training: CycleGAN steps of the teacher, then steps of the student on the same inputs. Losses, weights. */
import { capturedRunner } from '../../distill/capturedRunner.ts';
import { PAPER_ADAM } from '../../distill/adam.ts';
import { ImagePool } from '../../distill/imagePool.ts';
import type { Program, StepKind } from '../../distill/program.ts';
import type { HostBatch, HostImages, StepRunner, TrainingState } from '../../distill/runner.ts';
import { takeSnapshots } from '../../distill/snapshots.ts';
import { unpairedProgram } from '../../distill/unpairedProgram.ts';
import { fromTorchLayout } from '../../weights/layout.ts';
import type { CaseCheck } from '../context.ts';
import type { CaseTensors } from '../referenceSet.ts';
import { CycleCase } from './cycleCase.ts';
import { cycleOptionsSchema, cyclePlanOf, cycleReferenceName } from './cyclePlan.ts';

export const checkCycle: CaseCheck = (context, entry, tensors, report) => {
  const options = cycleOptionsSchema.parse(entry.values['options']);
  const batchCount = tensors.names().filter((name) => /^batch\.\d+\.A$/.test(name)).length;
  const batches = Array.from({ length: batchCount }, (_, index) => ({
    a: tensors.image(`batch.${index + 1}.A`),
    b: tensors.image(`batch.${index + 1}.B`),
  }));
  const { a, b } = batches[0]!;
  const plan = cyclePlanOf(options, { a: a.shape[3], b: b.shape[3] });
  const program = unpairedProgram({ ...context, plan }, { a: a.shape, b: b.shape });
  const initial = recordedState(program, tensors);
  const runner = capturedRunner({
    ops: context.ops,
    program,
    adam: { ...PAPER_ADAM, beta1: options.beta1 },
    initial,
  });
  const check = new CycleCase(context, program, entry, tensors, report);
  const settings = (kind: StepKind, step: number) => ({ kind, learningRate: options.lr, stepNumber: step });
  try {
    const pools = { A: new ImagePool(options.pool_size, 0), B: new ImagePool(options.pool_size, 0) };
    batches.forEach((batch, index) => {
      const step = index + 1;
      if (step === 1) check.images(initial, 'generators', batch);
      const generators = runner.step(batch, settings('generators', step));
      const judged = withPooled(batch, pools, generators.images, step);
      if (step === 1) check.gradients(initial, 'generators', batch);
      if (step === 1) check.gradients(initial, 'discriminators', judged);
      const discriminators = runner.step(judged, settings('discriminators', step));
      check.losses('teacher', step, { ...generators.losses, ...discriminators.losses });
    });
    check.weights('after_teacher', ['generators', 'discriminators'], batchCount, runner.read());
    runner.write(withRecordedTeacher(runner.read(), program, tensors));
    trainStudent(runner, batches, check, settings);
    check.weights('after_student', ['student'], check.studentSteps, runner.read());
  } finally {
    runner.dispose();
  }
};

function recordedState({ variables }: Program, tensors: CaseTensors): TrainingState {
  const values = variables.flatMap((spec): [string, Float32Array][] => {
    const name = cycleReferenceName(spec);
    return name === undefined ? [] : [[spec.name, fromTorchLayout(spec, tensors.values(`init.${name}`))]];
  });
  const state = { variables: Object.fromEntries(values), firstMoments: {}, secondMoments: {}, updates: {} };
  return takeSnapshots(state, ['wider', 'backward']);
}

/** The student learns from the recorded teacher, so that it is not judged by the rounding of the teacher's training. */
function withRecordedTeacher(state: TrainingState, { variables }: Program, tensors: CaseTensors): TrainingState {
  const recorded = variables.flatMap((spec): [string, Float32Array][] => {
    const name = `after_teacher.${cycleReferenceName(spec)}`;
    return tensors.has(name) ? [[spec.name, fromTorchLayout(spec, tensors.values(name))]] : [];
  });
  const teacher = { ...state, variables: { ...state.variables, ...Object.fromEntries(recorded) } };
  return takeSnapshots(teacher, ['wider', 'backward']);
}

/** The authors' student loop goes over the inputs n_dis · save_epoch_freq times. */
function trainStudent(
  runner: StepRunner,
  batches: readonly { readonly a: HostImages }[],
  check: CycleCase,
  settings: (kind: StepKind, step: number) => Parameters<StepRunner['step']>[1],
): void {
  for (let step = 1; step <= check.studentSteps; step++) {
    const batch = { a: batches[(step - 1) % batches.length]!.a };
    if (step === 1) {
      check.images(runner.read(), 'student', batch);
      check.gradients(runner.read(), 'student', batch);
    }
    check.losses('student', step, runner.step(batch, settings('student', step)).losses);
  }
}

function withPooled(
  batch: HostBatch,
  pools: Readonly<Record<'A' | 'B', ImagePool>>,
  fakes: Readonly<Record<string, HostImages>>,
  step: number,
): HostBatch {
  return {
    ...batch,
    pooledA: pools.A.query(fakes['fake_A']!, step),
    pooledB: pools.B.query(fakes['fake_B']!, step),
  };
}
