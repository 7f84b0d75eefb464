// Builds the studio: main process with its helper programs, preload, and the pages. Main, host and workers run inside
// Electron, so they become CommonJS, which every Electron from 22 on can load.
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'electron-vite';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Plugin } from 'vite';

const root = import.meta.dirname;
const at = (...parts: string[]): string => join(root, ...parts);

/** The oldest Electron that the end-to-end tests run on: 22, with Node 16.17 and Chromium 108. */
const NODE_TARGET = 'node16.17';
const PAGE_TARGET = 'chrome108';

/** All files side by side, so that every program finds the others beside itself. */
const COMMON_JS = {
  format: 'cjs',

  entryFileNames: '[name].cjs',
  chunkFileNames: '[name]-[hash].cjs',
} as const;

const SHARP_IN_ELECTRON = at('electron/native/sharp.ts');

/** What the bundle has in place of files of core/ and packages, because the programs run inside Electron. */
const replacements: Plugin = {
  name: 'replacements',
  enforce: 'pre',
  resolveId(source, importer) {
    if (importer === undefined || importer === SHARP_IN_ELECTRON) return null;
    if (source === 'sharp') return SHARP_IN_ELECTRON;
    const isEntryPoints = resolve(importer, '..', source) === at('core/engine/entryPoints.ts');
    return isEntryPoints ? at('electron/host/entryPoints.ts') : null;
  },
};

/** What a cluster starts a run with is uploaded as it is: core/ray/program.ts looks for it beside itself. */
const clusterStart: Plugin = {
  name: 'cluster-start',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'job/start.mjs', source: readFileSync(at('core/ray/job/start.mjs')) });
  },
};

export default defineConfig({
  main: {
    plugins: [replacements, clusterStart],
    build: {
      outDir: 'out/main',
      target: NODE_TARGET,
      sourcemap: true,
      externalizeDeps: { exclude: ['sharp'] },
      rolldownOptions: {
        output: COMMON_JS,
        input: {
          index: at('electron/main/index.ts'),
          host: at('electron/host/host.ts'),
          worker: at('electron/host/worker.ts'),
          loaderWorker: at('electron/host/loaderWorker.ts'),
          tools: at('electron/tools/tools.ts'),
          exporter: at('electron/exporter/exporter.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: 'out/preload',
      target: NODE_TARGET,
      // A sandboxed preload can load no other file.
      externalizeDeps: false,
      rolldownOptions: { output: COMMON_JS, input: { index: at('electron/preload/index.ts') } },
    },
  },
  renderer: {
    root: at('renderer'),
    plugins: [svelte({ configFile: at('svelte.config.js') })],
    // onnxruntime-web with its WebAssembly in files of their own (renderer/playground/modelRuntime.ts), not inlined.
    resolve: { conditions: ['onnxruntime-web-use-extern-wasm', 'module', 'browser', 'development|production'] },
    worker: { format: 'es' },
    build: {
      outDir: at('out/renderer'),
      target: PAGE_TARGET,
      // Lowers nesting and new colour functions, which Chromium 108 lacks.
      cssMinify: 'lightningcss',
      rolldownOptions: { input: at('renderer/index.html'), checks: { pluginTimings: false } },
    },
  },
});
