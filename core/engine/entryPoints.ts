/**
 * Where the programs of the engine lie. A bundle, where files lie elsewhere, replaces this file, or passes other URLs to
 * `forkHost` and to the host.
 */

/** Main program of the host process. Its first argument, if there is one, is the URL of the worker. */
export const HOST_URL = new URL('./host.ts', import.meta.url);

/** Main program of the worker thread, which computes. */
export const WORKER_URL = new URL('./worker.ts', import.meta.url);

/** Main program of the thread that reads and decodes pictures. */
export const LOADER_WORKER_URL = new URL('../data/loaderWorker.ts', import.meta.url);
