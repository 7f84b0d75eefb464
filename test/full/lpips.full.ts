/**
 * LPIPS against the lpips package with the heads that come with it, read from its files, over an AlexNet and a VGG16 of
 * random weights. Needs Python with pip and network or a folder of wheels.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { lpips, lpipsWeightSpecs, type LpipsNetwork } from '../../core/metrics/lpips.ts';
import { nativeOps } from '../../core/ops/native/index.ts';
import { importWeights } from '../../core/weights/import/importWeights.ts';
import { LPIPS_PACKAGES } from '../../scripts/scratchPython.ts';
import { noisePairs, noiseTrunk } from '../fixtures/lpips/noise.ts';
import { tf } from '../fixtures/tensorflow.ts';
import { pythonForTest } from './pythonForTest.ts';

const SCRIPT = join(import.meta.dirname, 'lpipsReference.py');

test('LPIPS equals that of the lpips package with its own heads', async (context) => {
  const python = pythonForTest(context, LPIPS_PACKAGES);
  if (!python) return;
  execFileSync(python.program, [SCRIPT, python.folder, '--own-heads'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const expected = JSON.parse(readFileSync(join(python.folder, 'reference.json'), 'utf8')) as Record<LpipsNetwork, number[]>; // prettier-ignore
  for (const kind of ['alex', 'vgg'] as const) {
    const { heads } = lpipsWeightSpecs(kind);
    const own = await importWeights(join(python.folder, `lpips-${kind}.pth`), heads, 'the heads', { allowMore: true });
    const measure = lpips(nativeOps(tf), kind, { network: noiseTrunk(kind), heads: own });
    for (const [index, { first, second, shape }] of noisePairs(expected[kind].length).entries()) {
      const [value, wanted] = [measure.measure(first, second, shape), expected[kind][index]!];
      context.diagnostic(
        `${kind}: ${value}, theirs ${wanted}, relative difference ${Math.abs(value - wanted) / wanted}`,
      );
      assert.ok(Math.abs(value - wanted) < 1e-5 * wanted);
    }
    measure.dispose();
  }
});
