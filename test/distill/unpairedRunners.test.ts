import assert from 'node:assert/strict';
import { test } from 'node:test';
import { capturedRunner } from '../../core/distill/capturedRunner.ts';
import { eagerRunner } from '../../core/distill/eagerRunner.ts';
import type { HostBatch, HostImages, StepResult, StepRunner } from '../../core/distill/runner.ts';
import { nativeOps } from '../../core/ops/native/index.ts';
import { hasTeachers, type PipelineDocument, type PipelineInput } from '../../core/pipeline/index.ts';
import { farthest, tf, wave } from '../fixtures/tensorflow.ts';
import { unpairedDocument } from '../fixtures/unpairedDocument.ts';
import { assertSameLosses, assertSameState, LEARNING_RATE, runnerOptions } from './twins.ts';

const ROUNDS = 2;

/** Four different pictures a round; what the pools return need not be what the generators made. */
function batchOf(round: number, { training, preprocess }: PipelineDocument): Required<HostBatch> {
  const picture = (phase: number, channels: number): HostImages => {
    const shape = [training.batchSize, preprocess.cropSize, preprocess.cropSize, channels] as const;
    return { shape, values: wave(shape, round + phase) };
  };
  const { inputChannels, outputChannels } = preprocess;
  return {
    a: picture(0, inputChannels),
    b: picture(0.5, outputChannels),
    pooledA: picture(0.25, inputChannels),
    pooledB: picture(0.75, outputChannels),
  };
}

/** The steps of a round in the order of a run: both halves of the CycleGAN's, then the student's. */
function round(runner: StepRunner, number: number, document: PipelineDocument): StepResult[] {
  const { a, b, pooledA, pooledB } = batchOf(number, document);
  const settings = { learningRate: LEARNING_RATE, stepNumber: number + 1 };
  return [
    runner.step({ a, b }, { ...settings, kind: 'generators' }),
    runner.step({ a, b, pooledA, pooledB }, { ...settings, kind: 'discriminators' }),
    ...(hasTeachers(document.method) ? [runner.step({ a }, { ...settings, kind: 'student' })] : []),
  ];
}

function assertSameImages(actual: Record<string, HostImages>, expected: Record<string, HostImages>, most: number) {
  assert.deepEqual(Object.keys(actual).sort(), Object.keys(expected).sort());
  for (const [name, { values, shape }] of Object.entries(expected)) {
    assert.deepEqual(actual[name]!.shape, shape);
    const difference = farthest(actual[name]!.values, values);
    assert.ok(difference <= most, `${name} differs by ${difference}`);
  }
}

const variants: readonly [string, 'omgd-unpaired' | 'cyclegan', Partial<PipelineInput>][] = [
  ['a CycleGAN and its student', 'omgd-unpaired', {}],
  ['a plain CycleGAN from grey to colour, in batch norm, with a pixel discriminator and dropout', 'cyclegan', { norm: 'batch', preprocess: { loadSize: 36, cropSize: 32, inputChannels: 1 }, losses: { identityWeight: 0 }, student: { ngf: 2, dropoutRate: 0.5 }, discriminator: { kind: 'pixel', ndf: 4, ganMode: 'vanilla' } }],
]; // prettier-ignore

for (const [name, method, changes] of variants) {
  test(`${name}: the captured graphs compute what the eager steps compute`, async () => {
    const document = unpairedDocument(method, 3, changes);
    const options = await runnerOptions(nativeOps(tf), document);
    const [eager, captured] = [eagerRunner(options), capturedRunner(options)];
    for (let number = 0; number < ROUNDS; number++) {
      const [expected, actual] = [round(eager, number, document), round(captured, number, document)];
      expected.forEach(({ losses, images }, index) => {
        assertSameLosses(actual[index]!.losses, losses, `round ${number}, step ${index}`, number === 0);
        assertSameImages(actual[index]!.images, images, number === 0 ? 1e-4 : 5e-2);
      });
    }
    const { a, b } = batchOf(ROUNDS, document);
    for (const pass of hasTeachers(method) ? (['training', 'teaching'] as const) : (['training'] as const)) {
      assertSameImages(captured.generate({ a, b }, pass), eager.generate({ a, b }, pass), 5e-2);
    }
    assertSameState(captured.read(), eager.read(), options.program, ROUNDS);
    const before = tf.memory().numTensors;
    for (const runner of [eager, captured]) round(runner, ROUNDS, document);
    assert.equal(tf.memory().numTensors, before, 'a round leaves no tensor behind');
    for (const runner of [eager, captured]) runner.dispose();
  });
}
