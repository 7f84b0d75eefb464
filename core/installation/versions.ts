/** The versions that computed a run, recorded with it. */
import { createRequire } from 'node:module';
import { z } from 'zod';
import type { Versions } from '../protocol/scalars.ts';

const packageSchema = z.looseObject({ version: z.string() });

export function studioVersion(): string {
  return packageSchema.parse(createRequire(import.meta.url)('../../package.json')).version;
}

export function versions(tensorflow: string, tensorflowJs: string): Versions {
  return { studio: studioVersion(), node: process.versions.node, tensorflow, 'tensorflow.js': tensorflowJs };
}
