/** Measures one model in one runtime, in this process: nothing else should be in its time and its memory. */
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
import type { BenchAnswer, BenchTask } from './task.ts';

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

export async function runTask(task: BenchTask): Promise<BenchAnswer> {
  const runner = await open(task);
  try {
    const timesMs = await timeRuns(runner.prepare(picture(task)), task);
    return { runtime: runner.runtime, timesMs, peakBytes: process.resourceUsage().maxRSS * KIBIBYTE };
  } finally {
    await runner.close();
  }
}
