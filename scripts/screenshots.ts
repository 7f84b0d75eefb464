/**
 * `npm run screenshots [-- --data FOLDER] [--out docs/screenshots]`: takes the pictures of every page in both themes. FOLDER
 * is a data folder with at least one finished run, whose student and wider teacher are exported to ONNX, by default the
 * one of studio, demo and command line; the studio works on a copy of it.
 */
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { defaultDataDirectory } from '../core/store/index.ts';
import { runOnElectron } from './studio/onElectron.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: defaultDataDirectory() },
    out: { type: 'string', default: 'docs/screenshots' },
  },
});
const profile = mkdtempSync(join(tmpdir(), 'omgd-studio-screenshots-'));
try {
  cpSync(resolve(values.data), join(profile, 'data'), { recursive: true });
  process.exitCode = await runOnElectron('The screenshots were', [
    'test/e2e/takeScreenshots.ts',
    profile,
    resolve(values.out),
  ]);
} finally {
  rmSync(profile, { recursive: true, force: true });
}
