// Lists the packages that the studio contains, with their licences: the program shows them under "About".
import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { License } from '../../core/protocol/studio/app.ts';

const LockfileSchema = z.object({
  packages: z.record(z.string(), z.object({ dev: z.boolean().optional(), version: z.string().optional() })),
});
const PackageSchema = z.object({ name: z.string(), version: z.string(), license: z.string().default('see its text') });

/** Packages that are built into the pages or that the program runs on, and so are dev dependencies. */
const BUILT_IN = /^node_modules\/(electron|onnxruntime-web|svelte|esm-env|clsx|@xyflow\/[^/]+|d3-[^/]+|classcat)$/;

/** All packages of the lockfile that reach the user, by name. */
export function collectLicenses(lockfile: string): License[] {
  const { packages } = LockfileSchema.parse(JSON.parse(readFileSync(lockfile, 'utf8')));
  return Object.entries(packages)
    .filter(([folder, { dev }]) => folder !== '' && (!dev || BUILT_IN.test(folder)) && existsSync(folder))
    .map(([folder]) => licenseOf(folder))
    .sort((a, b) => a.name.localeCompare(b.name));
}

function licenseOf(folder: string): License {
  const { name, version, license } = PackageSchema.parse(
    JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')),
  );
  const [file] = globSync(join(folder, '{LICENSE,LICENCE,license,COPYING}*'));
  return { name, version, license, text: file === undefined ? '' : readFileSync(file, 'utf8') };
}
