/** VGG16 in the files of Keras itself, at full width: recognised, kept in the library, and answering as Keras does. */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { weightsOf } from '../../core/networks/graph.ts';
import { VGG_LPIPS_TAPS, vgg16 } from '../../core/networks/vggTrunk.ts';
import { nativeOps } from '../../core/ops/native/index.ts';
import { runNetwork } from '../../core/ops/runNetwork.ts';
import { examineWeights, importWeights } from '../../core/weights/import/importWeights.ts';
import { hasPublishedChecksum, WeightsLibrary } from '../../core/weights/library/library.ts';
import { KERAS_PACKAGES } from '../../scripts/scratchPython.ts';
import { tf } from '../fixtures/tensorflow.ts';
import { pythonForTest } from './pythonForTest.ts';

const SCRIPT = join(import.meta.dirname, 'kerasReference.py');
const SIDE = 32;
/** Of torchvision's convention; the means are those that Keras takes off. */
const STD = [0.229, 0.224, 0.225] as const;
const MEAN = [123.68, 116.779, 103.939] as const;
const SCALE = (255 * (STD[0] + STD[1] + STD[2])) / 3;

function numbers(path: string): Float32Array {
  return new Float32Array(new Uint8Array(readFileSync(path)).buffer);
}

test('VGG16 of Keras, in .h5 and .weights.h5', async (context) => {
  const python = pythonForTest(context, KERAS_PACKAGES);
  if (!python) return;
  const { program, folder } = python;
  execFileSync(program, [SCRIPT, folder, String(SIDE)], { stdio: ['ignore', 'ignore', 'pipe'] });
  const pixels = numbers(join(folder, 'pixels.f32'));
  const input = tf.tensor4d(pixels.map((value, at) => (value - MEAN[at % 3]!) / (255 * STD[at % 3]!)), [1, SIDE, SIDE, 3]); // prettier-ignore
  const network = vgg16();
  const specs = weightsOf(network);
  for (const name of ['vgg16.h5', 'vgg16.weights.h5']) {
    const file = join(folder, name);
    const startMs = performance.now();
    const { parts } = await examineWeights(file);
    assert.equal(parts[0]?.verdict, 'the convolutional trunk of VGG16');
    const values = await importWeights(file, specs, 'VGG16', { allowMore: true });
    context.diagnostic(`${name}: recognised and read in ${Math.round(performance.now() - startMs)} ms`);
    const tensors = new Map(specs.map((spec) => [spec.name, tf.tensor(values.get(spec.name)!, [...spec.shape])]));
    const ran = runNetwork(nativeOps(tf), network, (weight) => tensors.get(weight)!, input, { training: false, taps: VGG_LPIPS_TAPS }); // prettier-ignore
    for (const [index, tap] of VGG_LPIPS_TAPS.entries()) {
      const theirs = numbers(join(folder, `answer${index}.f32`));
      const ours = ran.taps[tap]!.dataSync();
      const largest = theirs.reduce((most, value) => Math.max(most, value), 0);
      const worst = theirs.reduce((most, value, at) => Math.max(most, Math.abs(ours[at]! * SCALE - value)), 0);
      context.diagnostic(`${name}, ${tap}: differs by at most ${(worst / largest).toExponential(1)} of the largest`);
      assert.ok(largest > 0 && worst < 1e-5 * largest, tap);
    }
  }
  const library = new WeightsLibrary(folder);
  await assert.rejects(library.add('vgg16', join(folder, 'vgg16.h5')), /holds VGG16 of Oxford \(Keras\), not VGG16 \(torchvision\)/); // prettier-ignore
  assert.equal(hasPublishedChecksum(await library.add('vgg16-keras', join(folder, 'vgg16.weights.h5'))), false);
});
