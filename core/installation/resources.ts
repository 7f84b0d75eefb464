/** Files that come with the program: pictures, weights, sample pipelines. */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The project's folder, or what a packaged app sets `OMGD_RESOURCES_DIR` to. */
function resourcesFolder(): string {
  const chosen = process.env['OMGD_RESOURCES_DIR'];
  return chosen ? resolve(chosen) : join(import.meta.dirname, '..', '..', 'resources');
}

/** Absolute path of the resource `name`, e.g. `perceptual/vgg16-hed-fp16.safetensors`. Throws if it is not there. */
export function resourcePath(name: string): string {
  const path = join(resourcesFolder(), name);
  if (existsSync(path)) return path;
  throw new Error(`${path} is missing. It comes with OMGD Studio: install or check out the program again.`);
}
