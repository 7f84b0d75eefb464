/** Keras' VGG16 at full width, written by h5py, fits the perceptual network. Needs Python with pip and network or wheels. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { weightsOf } from '../../core/networks/graph.ts';
import { vggTrunk } from '../../core/networks/vggTrunk.ts';
import { examineWeights, importWeights } from '../../core/weights/import/importWeights.ts';
import { WeightsLibrary } from '../../core/weights/library/library.ts';

const FIXTURES = join(import.meta.dirname, '..', 'fixtures', 'weights');
const WRITE = 'import sys; sys.path.insert(0, sys.argv[1]); import make_keras; make_keras.write(sys.argv[2], [64, 128, 256, 512, 512], False)'; // prettier-ignore

test('VGG16 in the file of Keras is recognised, read, and kept in the library', async (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'omgd-keras-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const python = join(folder, 'venv', 'bin', 'python');
  try {
    execFileSync('python3', ['-m', 'venv', join(folder, 'venv')], { stdio: 'ignore' });
    execFileSync(python, ['-m', 'pip', 'install', '-q', 'h5py==3.16.0'], { stdio: 'ignore' });
  } catch (error) {
    context.skip(`h5py cannot be installed here, so it cannot write the file: ${String(error)}`);
    return;
  }
  const file = join(folder, 'vgg16.h5');
  execFileSync(python, ['-c', WRITE, FIXTURES, file], { stdio: 'inherit' });
  const startMs = performance.now();
  const { parts } = await examineWeights(file);
  assert.equal(parts[0]?.verdict, 'the convolutional trunk of VGG16');
  const specs = weightsOf(vggTrunk());
  const values = await importWeights(file, specs, 'the VGG16 trunk', { allowMore: true });
  context.diagnostic(`recognised and read in ${Math.round(performance.now() - startMs)} ms`);
  for (const { name, shape } of specs) {
    const numbers = values.get(name)!;
    assert.equal(numbers.length, shape.reduce((product, size) => product * size, 1), name); // prettier-ignore
    assert.ok(numbers.every(Number.isFinite), name);
  }
  const library = new WeightsLibrary(folder);
  await assert.rejects(library.add('vgg16', file), /holds VGG16 of Oxford \(Keras\), not VGG16 \(torchvision\)/);
  assert.equal((await library.add('vgg16-keras', file)).id, 'vgg16-keras');
});
