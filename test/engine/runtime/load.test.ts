import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { test } from 'node:test';
import { Worker } from 'node:worker_threads';
import { loadTensorFlow, prepareTensorFlowEnvironment } from '../../../core/engine/runtime/load.ts';

prepareTensorFlowEnvironment();
const tf = loadTensorFlow();

/** Starts a worker that loads TensorFlow and adds two numbers; resolves with its answer. */
async function addInWorker(): Promise<{ answer: unknown; worker: Worker }> {
  const worker = new Worker(new URL('./addWorker.ts', import.meta.url));
  const answer = await new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  return { answer, worker };
}

test('TensorFlow loads in the main thread and computes natively', () => {
  assert.equal(tf.getBackend(), 'tensorflow');
  assert.deepEqual([...tf.tidy(() => tf.add(2, 2).dataSync())], [4]);
});

test('loading twice in one thread gives the same namespace', () => {
  assert.equal(loadTensorFlow(), tf);
});

test('TensorFlow loads in a worker thread, again after terminate(), and in two workers at once', async () => {
  const first = await addInWorker();
  assert.equal(first.answer, 4);
  await first.worker.terminate();
  const both = await Promise.all([addInWorker(), addInWorker()]);
  assert.deepEqual(
    both.map(({ answer }) => answer),
    [4, 4],
  );
  for (const { worker } of both) await worker.terminate();
});

test('the main thread still computes after workers have come and gone', () => {
  assert.deepEqual([...tf.tidy(() => tf.mul(3, 5).dataSync())], [15]);
});

test('rounding integers leaves them as they are', () => {
  assert.deepEqual([...tf.tidy(() => tf.round(tf.tensor1d([-12345678, 10], 'int32')).dataSync())], [-12345678, 10]);
});

test('rounding floats still rounds', () => {
  assert.deepEqual([...tf.tidy(() => tf.round(tf.tensor1d([1.6, -0.4])).dataSync())], [2, -0]);
});

test('scalars can be concatenated, and so can vectors', () => {
  // The histogram of a summary writer concatenates scalars through the kernel, where tf.concat would refuse them.
  const kernel = tf.getKernel('Concat', 'tensorflow').kernelFunc;
  const scalars = { a: tf.scalar(1), b: tf.scalar(2) };
  const joined = kernel({ inputs: scalars, backend: tf.backend(), attrs: { axis: 0 } });
  assert.ok(!Array.isArray(joined));
  assert.deepEqual([...tf.engine().makeTensorFromTensorInfo(joined).dataSync()], [1, 2]);
  assert.deepEqual([...tf.tidy(() => tf.concat([[1, 2], [3]].map((v) => tf.tensor1d(v))).dataSync())], [1, 2, 3]);
  tf.dispose([scalars.a, scalars.b]);
});

test('without a runtime, loading says how to get one', () => {
  const script = fileURLToPath(new URL('./loadWithoutRuntime.ts', import.meta.url));
  const printed = execFileSync(process.execPath, [script], {
    encoding: 'utf8',
    env: { ...process.env, OMGD_CACHE_DIR: '/nowhere', OMGD_RUNTIME: 'cpu' },
  });
  assert.match(printed, /RuntimeSetupError.*npm run setup/);
});
