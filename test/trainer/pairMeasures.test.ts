import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { lpipsWeightSpecs } from '../../core/metrics/lpips.ts';
import { openPairMeasures } from '../../core/trainer/pairMeasures.ts';
import { evaluate } from '../../core/trainer/evaluation.ts';
import { writeSafetensorsFile } from '../../core/weights/safetensorsFile.ts';
import { stateDictFromWeights } from '../../core/weights/stateDict.ts';
import { inFolder } from '../fixtures/folder.ts';
import { noiseHeads, noisePairs, noiseTrunk } from '../fixtures/lpips/noise.ts';
import { tf } from '../fixtures/tensorflow.ts';

test('LPIPS is measured beside the other metrics of pairs, and kept with the network and weights behind it', () =>
  inFolder(async (folder) => {
    const specs = lpipsWeightSpecs('alex');
    const files = { alexnet: join(folder, 'alexnet.safetensors'), 'lpips-alex': join(folder, 'heads.safetensors') };
    await writeSafetensorsFile(files.alexnet, stateDictFromWeights(specs.network, noiseTrunk('alex')));
    await writeSafetensorsFile(files['lpips-alex'], stateDictFromWeights(specs.heads, noiseHeads('alex')));
    const pairMeasures = await openPairMeasures(tf, ['l1', 'lpips'], files);
    const generated = noisePairs(2).map(({ first, second, shape }, index) => {
      const pair = { a: second, b: first, shapeA: shape, shapeB: shape, ids: [String(index)] };
      return { pair, images: { student: { values: first, shape } } };
    });
    const measured = await evaluate(generated, ['l1', 'lpips'], { belongTogether: true, pairMeasures });
    const [input, student] = ['input', 'student'].map((role) => measured.find((one) => one.role === role && one.metric === 'lpips')!); // prettier-ignore
    assert.equal(student!.value, 0);
    assert.ok(input!.value > 0.5 && input!.samples === 2);
    assert.equal(input!.extractor, 'lpips-0.1, alexnet');
    assert.match(input!.weightsSha256!, /^[0-9a-f]{64}$/);
    assert.equal(measured.find(({ metric }) => metric === 'l1')!.extractor, undefined);
    pairMeasures.forEach((measure) => measure.dispose());
  }));

test('without its weights LPIPS is refused, with the way to get them', async () => {
  await assert.rejects(openPairMeasures(tf, ['lpips'], {}), /LPIPS needs the weights of AlexNet.*weights download alexnet/); // prettier-ignore
});
