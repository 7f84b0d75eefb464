/**
 * `npm run bench:window [-- --points 100000]`: how quick the studio's window is, without and with a training run on all cores:
 * frames a second of the charts, and the time from input to the frame that shows its effect. Close everything else first.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { runOnElectron } from './studio/onElectron.ts';

const { values } = parseArgs({ options: { points: { type: 'string', default: '100000' } } });
const profile = mkdtempSync(join(tmpdir(), 'omgd-studio-window-'));
try {
  process.exitCode = await runOnElectron('The measurement of the window was', [
    'test/e2e/measureWindow.ts',
    profile,
    values.points,
  ]);
} finally {
  rmSync(profile, { recursive: true, force: true });
}
