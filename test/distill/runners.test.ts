import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capturedRunner } from '../../core/distill/capturedRunner.ts';
import { eagerRunner } from '../../core/distill/eagerRunner.ts';
import type { HostImages, RunnerOptions, StepRunner } from '../../core/distill/runner.ts';
import { nativeOps } from '../../core/ops/native/index.ts';
import type { Ops } from '../../core/ops/ops.ts';
import { portableOps } from '../../core/ops/portable.ts';
import type { PipelineInput } from '../../core/pipeline/index.ts';
import { farthest, tf, wave } from '../fixtures/tensorflow.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';
import { assertSameLosses, assertSameState, LEARNING_RATE, runnerOptions } from './twins.ts';

const shape = [2, 32, 32, 3] as const;
const batchOf = (step: number): Record<'a' | 'b', HostImages> => ({
  a: { shape, values: wave(shape, step) },
  b: { shape, values: wave(shape, step + 0.5) },
});

function optionsFor(ops: Ops, changes: Partial<PipelineInput>, nDis = 1): Promise<RunnerOptions> {
  const document = tinyDocument(3, changes);
  return runnerOptions(ops, { ...document, training: { ...document.training, nDis } });
}

/** Losses of every step and the variables afterwards. */
function run(runner: StepRunner, steps: number, nDis: number) {
  const losses = Array.from({ length: steps }, (_, index) => {
    const kind = (index + 1) % nDis === 0 ? 'full' : 'student';
    return runner.step(batchOf(index), { kind, learningRate: LEARNING_RATE, stepNumber: index + 1 }).losses;
  });
  return { losses, state: runner.read(), images: runner.generate({ a: batchOf(0).a }) };
}

const student = { architecture: 'mobile_resnet_9blocks', ngf: 3 } as const;
const wider = { architecture: 'mobile_resnet_9blocks', ngf: 6 } as const;
const variants: readonly [string, Partial<PipelineInput>, number][] = [
  ['two teachers', {}, 1],
  ['two teachers that train every second step', {}, 2],
  ['a wider teacher alone', { teachers: { wider }, discriminator: { kind: 'n_layers', ndf: 6 } }, 1],
  ['a deeper teacher alone, least squares', { teachers: { deeper: { architecture: 'mobile_deepest_resnet', ngf: 3 } }, discriminator: { kind: 'pixel', ndf: 6, ganMode: 'lsgan' }, losses: { channelWeight: 0 } }, 1],
  ['a frozen wider teacher beside a deeper one that learns', { norm: 'batch', teachers: { wider: { ...wider, frozen: true }, deeper: { architecture: 'mobile_deepest_resnet', ngf: 3 } } }, 1],
  ['frozen teachers alone, without a discriminator', { teachers: { wider: { ...wider, frozen: true }, deeper: { architecture: 'mobile_deepest_resnet', ngf: 3, frozen: true } } }, 2],
  ['a plain resnet as the wider teacher, channels included', { teachers: { wider: { ...wider, architecture: 'resnet_9blocks', frozen: true } } }, 1],
  ['a pruned wider teacher', { teachers: { wider: { ...wider, widths: { 'model.7': 20, 'model.19': 10, 'model.10.conv_block.1.conv.2': 5, 'model.10.conv_block.6.conv.2': 20 } } }, discriminator: { kind: 'n_layers', ndf: 6 } }, 1],
  ['plain pix2pix', { method: 'pix2pix', teachers: {}, discriminator: { kind: 'n_layers', ndf: 6, ganMode: 'vanilla' } }, 1],
  ['batch norm', { norm: 'batch' }, 1],
  ['dropout', { student: { ...student, dropoutRate: 0.5 } }, 1],
  ['the perceptual reconstruction loss', { losses: { reconType: 'vgg' } }, 1],
]; // prettier-ignore

for (const [name, changes, nDis] of variants) {
  test(`${name}: the captured graph computes what the eager step computes`, async () => {
    const options = await optionsFor(nativeOps(tf), changes, nDis);
    const [eager, captured] = [eagerRunner(options), capturedRunner(options)];
    const [expected, actual] = [run(eager, 2, nDis), run(captured, 2, nDis)];
    expected.losses.forEach((losses, step) =>
      assertSameLosses(actual.losses[step]!, losses, `step ${step}`, step === 0),
    );
    assertSameState(actual.state, expected.state, options.program, 2);
    eager.dispose();
    captured.dispose();
  });
}

test('a frozen teacher has no moments and no discriminator, and keeps its weights to the bit', async () => {
  const frozen = { wider: { ...wider, frozen: true } };
  const options = await optionsFor(nativeOps(tf), { norm: 'batch', teachers: frozen });
  const runner = capturedRunner(options);
  const { losses, state } = run(runner, 2, 1);
  runner.dispose();
  const prefixes = new Set(Object.keys(state.variables).map((name) => name.split('.')[0]));
  assert.deepEqual([...prefixes].sort(), ['connector0', 'connector1', 'connector2', 'connector3', 'student', 'wider']);
  for (const [name, values] of Object.entries(state.variables)) {
    if (name.startsWith('wider.')) assert.deepEqual(values, options.initial.variables[name], name);
  }
  assert.equal(
    Object.keys(state.firstMoments).some((name) => name.startsWith('wider.')),
    false,
  );
  assert.deepEqual(state.updates, { student: 2 });
  assert.ok('G_CD' in losses[0]! && !('D' in losses[0]!) && !('G_w' in losses[0]!));
});

test('the portable operations train as the native ones do', async () => {
  const results = await Promise.all(
    [nativeOps(tf), portableOps(tf)].map(async (ops) => run(eagerRunner(await optionsFor(ops, {})), 1, 1)),
  );
  for (const [term, value] of Object.entries(results[0]!.losses[0]!)) {
    assert.ok(Math.abs(results[1]!.losses[0]![term]! - value) <= 1e-4 * Math.max(1, Math.abs(value)), term);
  }
});

test('a step leaves no tensor behind', async () => {
  const options = await optionsFor(nativeOps(tf), {});
  for (const runner of [eagerRunner(options), capturedRunner(options)]) {
    run(runner, 1, 1);
    const before = tf.memory().numTensors;
    run(runner, 2, 1);
    assert.equal(tf.memory().numTensors, before);
    runner.dispose();
  }
});

test('state that was read and written back goes on in the same way', async () => {
  const options = await optionsFor(nativeOps(tf), {});
  const [first, second] = [capturedRunner(options), capturedRunner(options)];
  run(first, 2, 1);
  second.write(first.read());
  const [expected, actual] = [run(first, 1, 1), run(second, 1, 1)];
  assert.deepEqual(actual.state.updates, expected.state.updates);
  for (const [variable, values] of Object.entries(expected.state.variables)) {
    assert.ok(farthest(actual.state.variables[variable]!, values) < 1e-6, variable);
  }
  for (const runner of [first, second]) runner.dispose();
});
