/** Takes the place of the package `sharp` in the bundle: the same, loaded so that it works inside Electron. */
import { createRequire } from 'node:module';
import type Sharp from 'sharp';
import { isolateSharp } from './isolateSharp.ts';

isolateSharp();

export default createRequire(import.meta.url)('sharp') as typeof Sharp;
