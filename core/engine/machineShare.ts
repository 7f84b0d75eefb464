/** How a machine is divided among runs that train at the same time. */
import { spawnSync } from 'node:child_process';
import os from 'node:os';
import type { MachineShare } from '../protocol/index.ts';
import { findRuntime } from './runtime/find.ts';
import { setThreads } from './threads.ts';

/** Where nobody says how many runs train at once, each gets so many cores … */
const CORES_A_RUN = 2;
/** … and so much memory: recording a step of the demo's networks peaks at 3.0 GiB (docs/performance.md). */
const BYTES_A_RUN = 3.3e9;
/** Nicer than anything a person works with: the machine stays usable. */
const BACKGROUND_PRIORITY = 10;

/** What a machine has to divide. */
export interface Machine {
  readonly cores: number;
  readonly freeBytes: number;
  /** GPUs that TensorFlow would use here. */
  readonly gpus: number;
}

export function thisMachine(): Machine {
  const usesGpus = findRuntime()?.flavour === 'cuda';
  return { cores: os.cpus().length, freeBytes: os.freemem(), gpus: usesGpus ? countGpus() : 0 };
}

/**
 * A share for each of `atOnce` runs. By default as many as cores and memory bear; with GPUs, one a GPU, since two runs on
 * one would fight for its memory.
 */
export function divideMachine({ cores, freeBytes, gpus }: Machine, atOnce?: number): MachineShare[] {
  const bearable = gpus > 0 ? gpus : Math.min(Math.floor(cores / CORES_A_RUN), Math.floor(freeBytes / BYTES_A_RUN));
  const count = Math.max(1, atOnce ?? bearable);
  const threads = Math.max(1, Math.floor(cores / count));
  return Array.from({ length: count }, (_, index) => ({
    threads,
    background: true,
    ...(gpus > 0 ? { gpu: index % gpus } : {}),
  }));
}

/** Keeps this process to its share. Called before TensorFlow is loaded and before the thread that computes is started. */
export function takeShare(share: MachineShare, environment: NodeJS.ProcessEnv = process.env): void {
  const { threads, gpu, background } = share;
  if (threads !== undefined) setThreads(threads, environment);
  if (gpu !== undefined) environment['CUDA_VISIBLE_DEVICES'] = String(gpu);
  // Threads that are started later inherit the priority.
  if (background === true) os.setPriority(BACKGROUND_PRIORITY);
}

function countGpus(): number {
  const { status, stdout } = spawnSync('nvidia-smi', ['--list-gpus'], { encoding: 'utf8', timeout: 10_000 });
  return status === 0 ? stdout.split('\n').filter((line) => line.startsWith('GPU ')).length : 1;
}
