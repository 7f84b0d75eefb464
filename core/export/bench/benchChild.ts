// A process that measures one model in one runtime and ends: nothing else is in its time and its memory. Its argument is the
// task as JSON.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { loadTensorFlow } from '../../engine/runtime/load.ts';
import type { TensorFlow } from '../../ops/tensorflow.ts';
import type { Pictures } from '../convention.ts';
import { timeRuns } from '../latency.ts';
import type { ModelRunner } from '../runtimes/modelRunner.ts';
import { openOnnx } from '../runtimes/onnx.ts';
import { openTfjs } from '../runtimes/tfjs.ts';
import { FORMATS } from '../targets/index.ts';
import { ANSWER_MARK, benchTaskSchema, type BenchAnswer, type BenchTask } from './task.ts';

const KIBIBYTE = 1024;

async function open({ runtime, folder, convention, threads }: BenchTask): Promise<ModelRunner> {
  const { mainFile } = FORMATS[runtime];
  if (runtime === 'onnx') return await openOnnx(await readFile(join(folder, mainFile)), convention, threads);
  return await openTfjs(folder, mainFile, convention, loadTensorFlow() as unknown as TensorFlow);
}

/** A smooth picture; what is on it does not change the time. */
function picture({ channels, sizePixels }: BenchTask): Pictures {
  const values = Float32Array.from({ length: sizePixels * sizePixels * channels }, (_, index) => Math.sin(index / 50));
  return { values, shape: [1, sizePixels, sizePixels, channels] };
}

const task = benchTaskSchema.parse(JSON.parse(process.argv[2] ?? ''));
const runner = await open(task);
const timesMs = await timeRuns(runner.prepare(picture(task)), task);
const peakBytes = process.resourceUsage().maxRSS * KIBIBYTE;
console.log(ANSWER_MARK + JSON.stringify({ runtime: runner.runtime, timesMs, peakBytes } satisfies BenchAnswer));
await runner.close();
