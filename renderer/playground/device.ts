/** What a model runs on in the window. */

export type Device = { readonly kind: 'wasm'; readonly threads: number } | { readonly kind: 'webgpu' };

export const ONE_THREAD: Device = { kind: 'wasm', threads: 1 };

/** Threads share memory, which pages may only do while they are isolated from other origins. */
export function mostThreads(): number {
  return globalThis.crossOriginIsolated ? navigator.hardwareConcurrency : 1;
}

/** For drawing: half of the processors, so that student and teacher have one half each. */
export function usualDevice(): Device {
  return { kind: 'wasm', threads: Math.min(4, Math.max(1, Math.floor(mostThreads() / 2))) };
}

/** Whether the window has WebGPU: an adapter, not only the name. */
export async function hasWebGpu(): Promise<boolean> {
  const { gpu } = navigator as Navigator & { readonly gpu?: { requestAdapter(): Promise<unknown> } };
  if (!gpu) return false;
  return Boolean(await gpu.requestAdapter().catch(() => null));
}

export function nameOf(device: Device): string {
  if (device.kind === 'webgpu') return 'WebGPU (untested)';
  return `WASM, ${device.threads} ${device.threads === 1 ? 'thread' : 'threads'}`;
}
