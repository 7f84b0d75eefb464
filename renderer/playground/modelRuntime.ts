/** onnxruntime-web, loaded when a model is. Its WebAssembly comes with the studio, from the studio's own scheme. */
import type { Env, InferenceSession, Tensor } from 'onnxruntime-web';
import wasmModuleUrl from 'onnxruntime-web/ort-wasm-simd-threaded.mjs?url';
import wasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.wasm?url';
import gpuModuleUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url';
import gpuWasmUrl from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url';
import type { Device } from './device.ts';

export interface OnnxRuntime {
  readonly env: Env;
  readonly InferenceSession: typeof InferenceSession;
  readonly Tensor: typeof Tensor;
}

/** Two builds: the one that also speaks WebGPU is twice as large and slower on the processor. */
export async function loadRuntime(device: Device): Promise<OnnxRuntime> {
  const runtime: OnnxRuntime =
    device.kind === 'webgpu' ? await import('onnxruntime-web/webgpu') : await import('onnxruntime-web/wasm');
  const { wasm } = runtime.env;
  wasm.wasmPaths =
    device.kind === 'webgpu'
      ? { mjs: absolute(gpuModuleUrl), wasm: absolute(gpuWasmUrl) }
      : { mjs: absolute(wasmModuleUrl), wasm: absolute(wasmUrl) };
  wasm.numThreads = device.kind === 'wasm' ? device.threads : 1;
  return runtime;
}

function absolute(url: string): string {
  return new URL(url, import.meta.url).href;
}
