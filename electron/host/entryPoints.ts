/** Where the engine's programs lie in the bundle: all in one folder. Takes the place of core/engine/entryPoints.ts. */
export const HOST_URL = new URL('host.cjs', import.meta.url);
export const WORKER_URL = new URL('worker.cjs', import.meta.url);
export const LOADER_WORKER_URL = new URL('loaderWorker.cjs', import.meta.url);
