// Finds the npm packages that the runtime is made from, wherever Node resolves them (a checkout or a packaged app).
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { z } from 'zod';

/** CommonJS `require` of this place; the TensorFlow.js packages are CommonJS. */
export const packageRequire = createRequire(import.meta.url);

const BINDING_PACKAGE = '@tensorflow/tfjs-node-gpu';

/** Folder of @tensorflow/tfjs-node-gpu. */
export function bindingPackageFolder(): string {
  return dirname(packageRequire.resolve(`${BINDING_PACKAGE}/package.json`));
}

/** Installed version of @tensorflow/tfjs-node-gpu, e.g. "4.22.0". */
export function bindingPackageVersion(): string {
  const text = readFileSync(join(bindingPackageFolder(), 'package.json'), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
