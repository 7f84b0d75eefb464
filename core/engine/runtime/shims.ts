// Makes up for differences between the Node and TensorFlow that tfjs-node 4.22 was written for and ours.
import type { Tensor } from '@tensorflow/tfjs-node-gpu';
import { packageRequire } from './packageFiles.ts';
import type { TensorFlow } from './tensorFlow.ts';

/**
 * Puts back `util.isNullOrUndefined` and `util.isArray`, which tfjs-node calls. Node 23 removed them and Node 22 prints
 * warnings, so they are replaced in every version.
 */
export function restoreRemovedNodeUtilities(): void {
  const util = packageRequire('node:util') as Record<string, unknown>;
  util['isNullOrUndefined'] = (value: unknown): boolean => value === null || value === undefined;
  util['isArray'] = Array.isArray;
}

/**
 * Replaces two kernels that misbehave on TensorFlow 2.21: `Round` of int32 returns zeros (rounding integers changes
 * nothing, so it becomes the identity), and `Concat` refuses scalars (stacking them is the same).
 */
export function repairKernels(tf: TensorFlow): void {
  const identity = kernelOf(tf, 'Identity');
  replaceKernel(tf, 'Round', (original, inputs) => (inputs[0]?.dtype === 'int32' ? identity : original));
  const stack: KernelFunction = ({ inputs }) => tf.tidy(() => tf.stack(Object.values(inputs as NamedTensors)));
  replaceKernel(tf, 'Concat', (original, inputs) => (inputs.every((input) => input.rank === 0) ? stack : original));
}

type KernelFunction = NonNullable<ReturnType<TensorFlow['getKernel']>>['kernelFunc'];
type NamedTensors = Readonly<Record<string, Tensor>>;

function kernelOf(tf: TensorFlow, name: string): KernelFunction {
  return tf.getKernel(name, 'tensorflow').kernelFunc;
}

/** Registers a kernel that asks `choose` at every call which function does the work. */
function replaceKernel(
  tf: TensorFlow,
  name: string,
  choose: (original: KernelFunction, inputs: readonly Tensor[]) => KernelFunction,
): void {
  const config = tf.getKernel(name, 'tensorflow');
  tf.unregisterKernel(name, 'tensorflow');
  tf.registerKernel({
    ...config,
    kernelFunc: (call) => choose(config.kernelFunc, Object.values(call.inputs as NamedTensors))(call),
  });
}
