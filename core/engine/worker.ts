/**
 * The worker thread in which a run trains: the only place where TensorFlow runs. It takes commands from its host, says
 * what happens, and ends by itself when the run does.
 */
import { availableParallelism } from 'node:os';
import { parentPort } from 'node:worker_threads';
import { DataError, type DataErrorCode } from '../data/dataError.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import { parseEngineCommand, type EngineCommand, type EngineMessageOf, type ErrorCode } from '../protocol/index.ts';
import { Control } from '../trainer/control.ts';
import { EngineVoice, type EngineSaying } from '../trainer/engineVoice.ts';
import { train } from '../trainer/train.ts';
import { TrainError } from '../trainer/trainError.ts';
import { LOADER_WORKER_URL } from './entryPoints.ts';
import { findRuntime } from './runtime/find.ts';
import { loadTensorFlow } from './runtime/load.ts';
import { RuntimeSetupError } from './runtime/runtime.ts';
import { versions } from '../installation/versions.ts';

const port = parentPort;
if (port === null) throw new Error('core/engine/worker.ts is started as a worker thread by core/engine/host.ts.');
const voice = new EngineVoice((message) => port.postMessage(message));
const control = new Control();

port.on('message', (value: unknown) => {
  const command = parseEngineCommand(value);
  switch (command.kind) {
    case 'start':
      void run(command).finally(() => port.close());
      return;
    case 'pause':
      return control.pause();
    case 'resume':
      return control.resume();
    case 'stop':
      return control.stop();
  }
});

async function run(command: Extract<EngineCommand, { kind: 'start' }>): Promise<void> {
  try {
    voice.say({ kind: 'phase', phase: 'preparing', detail: 'Loading TensorFlow' });
    const runtime = findRuntime();
    const tf = loadTensorFlow(runtime) as unknown as TensorFlow;
    voice.say(ready(tf, runtime?.tensorflowVersion ?? 'unknown'));
    const { document, documentDirectory, runDirectory, resume, untilStep, earlierRuns, library } = command;
    const task = {
      document,
      documentDirectory,
      runDirectory,
      ...(resume ? { checkpointPath: resume.checkpointPath } : {}),
      ...(resume?.bestValue === undefined ? {} : { bestValue: resume.bestValue }),
      ...(resume?.perceptual === undefined ? {} : { perceptualBefore: resume.perceptual }),
      ...(earlierRuns ? { earlierRuns } : {}),
      ...(library ? { library } : {}),
      ...(untilStep === undefined ? {} : { untilStep }),
      loaderWorkerUrl: LOADER_WORKER_URL,
    };
    voice.say(await train(tf, task, control, voice));
  } catch (error) {
    voice.say(failure(error));
  }
}

function ready(tf: TensorFlow, tensorflowVersion: string): EngineSaying {
  const backend = tf.backend() as { isUsingGpuDevice?: boolean };
  const given = Number(process.env['TF_NUM_INTRAOP_THREADS']);
  return {
    kind: 'ready',
    versions: versions(tensorflowVersion, tf.version_core),
    device: backend.isUsingGpuDevice ? 'GPU' : 'CPU',
    threads: given > 0 ? given : availableParallelism(),
  };
}

function failure(error: unknown): Omit<EngineMessageOf<'failed'>, 'sequence'> {
  const message = error instanceof Error ? error.message : String(error);
  const stack = error instanceof Error && error.stack !== undefined ? { stack: error.stack } : {};
  const place = error instanceof TrainError ? error.place : {};
  return { kind: 'failed', code: codeOf(error, message), message, ...stack, ...place };
}

const MISSING_DATA: ReadonlySet<DataErrorCode> = new Set(['folder-missing', 'not-fetched']);

function codeOf(error: unknown, message: string): ErrorCode {
  if (error instanceof TrainError) return error.code;
  if (error instanceof DataError) return MISSING_DATA.has(error.code) ? 'dataset-missing' : 'dataset-unusable';
  if (error instanceof RuntimeSetupError) return 'runtime-missing';
  if (/OOM|out of memory|allocat/i.test(message)) return 'out-of-memory';
  if (error instanceof Error && 'code' in error && error.code === 'ENOSPC') return 'disk-full';
  return 'unexpected';
}
