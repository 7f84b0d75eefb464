/**
 * `npm run bench:inception [-- --python PROGRAM] [--rounds 5]`: Inception's pictures a second, beside those of pytorch-fid on
 * the same machine. PROGRAM is a Python that has pytorch-fid; without it one is made in a scratch folder, in minutes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { loadTensorFlow } from '../core/engine/runtime/load.ts';
import type { TensorFlow } from '../core/ops/tensorflow.ts';
import { inceptionSpeed } from './bench/inceptionSpeed.ts';
import { FID_PACKAGES, scratchPython } from './scratchPython.ts';

const { values } = parseArgs({ options: { python: { type: 'string' }, rounds: { type: 'string', default: '5' } } });
const scratch = mkdtempSync(join(tmpdir(), 'omgd-inception-'));
try {
  const python = values.python ?? scratchPython(scratch, FID_PACKAGES);
  const load = loadavg()[0]!.toFixed(1);
  console.log(`Inception for FID, from 8-bit pictures of 256 × 256 to 2,048 features, random weights, on the CPU with all cores.
Ours and pytorch-fid's look at the same number of pictures in turn, in ${values.rounds} rounds after one to warm up.`);
  const table = await inceptionSpeed(
    loadTensorFlow() as unknown as TensorFlow,
    python,
    Number(values.rounds),
    (words) => console.log(words),
  );
  console.log(`${table}\n\nA ratio over 1: the studio is faster. Load of the machine before: ${load}, after: ${loadavg()[0]!.toFixed(1)}; it is the benchmark's own\nonly where nothing else runs, and only then do these figures tell of the programs.`); // prettier-ignore
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
