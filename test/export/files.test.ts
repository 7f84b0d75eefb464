/** Exported files in real runtimes: every architecture, format, precision and convention. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Convention, Pictures } from '../../core/export/convention.ts';
import type { Difference } from '../../core/export/difference.ts';
import type { Limit } from '../../core/export/report.ts';
import { FORMATS } from '../../core/export/targets/index.ts';
import type { ModelSource } from '../../core/export/targets/target.ts';
import { limitFor } from '../../core/export/rounding.ts';
import { firstDifferentNode, measureFile, meets, TOLERANCES } from '../../core/export/verify.ts';
import { GENERATOR_ARCHITECTURES, type GeneratorArchitecture } from '../../core/networks/options.ts';
import { exportSettingsSchema, PRECISIONS_OF, type ExportSettings } from '../../core/pipeline/index.ts';
import { inFolder } from '../fixtures/folder.ts';
import { farthest, tf } from '../fixtures/tensorflow.ts';
import { pictures, referenceGenerators, smallGenerator, type TestGenerator } from './generators.ts';

const PLAIN = {
  onnx: { range: '-1..1', layout: 'NCHW' },
  tfjs: { range: '-1..1', layout: 'NHWC' },
  savedmodel: { range: '-1..1', layout: 'NHWC' },
} as const;
/** The other choice in everything. */
const ADAPTED = {
  onnx: { range: '0..255', layout: 'NHWC' },
  tfjs: { range: '0..255', layout: 'NCHW' },
  savedmodel: { range: '0..255', layout: 'NCHW' },
} as const;

/** Of networks of two channels with random weights, which take rounding worse than trained ones. */
const LEAST_SSIM = { int8: 0.9, 'int8-static': 0.8 } as const;
/** Of the one that magnifies errors, see below. */
const LEAST_SSIM_DEEPEST = { int8: 0.75, 'int8-static': 0.6 } as const;

function sourceOf(
  generator: TestGenerator,
  settings: Partial<ExportSettings> & { target: keyof typeof PLAIN },
): ModelSource {
  const convention: Convention = PLAIN[settings.target];
  return {
    ...generator,
    sizePixels: 64,
    settings: exportSettingsSchema.parse({ precision: 'float32', basicOps: false, convention, ...settings }),
    calibrationPictures: [pictures(generator.network.name as GeneratorArchitecture, 1)],
  };
}

async function measure(folder: string, source: ModelSource, batches: readonly Pictures[]): Promise<Difference> {
  const runner = await FORMATS[source.settings.target].open(folder, source.settings, source.network, tf);
  try {
    return await measureFile(runner, source, batches, tf);
  } finally {
    await runner.close();
  }
}

for (const target of ['onnx', 'tfjs', 'savedmodel'] as const) {
  const format = FORMATS[target];

  for (const generator of referenceGenerators()) {
    test(`${target}: ${generator.name} gives what the authors' code gives`, () =>
      inFolder(async (folder) => {
        const source = sourceOf(generator, { target });
        await format.write(folder, source, {});
        const runner = await format.open(folder, source.settings, source.network, tf);
        const output = await runner.run(generator.input);
        await runner.close();
        assert.deepEqual([...output.shape], [...generator.output.shape]);
        // This one is badly conditioned by nature; see test/fixtures/reference/README.md.
        const tolerance = generator.name === 'gen_unet_deepest_256_ngf2' ? 0.02 : 1e-4;
        assert.ok(farthest(output.values, generator.output.values) < tolerance);
      }));
  }

  for (const architecture of GENERATOR_ARCHITECTURES) {
    for (const precision of PRECISIONS_OF[target]) {
      test(`${target}: ${architecture} in ${precision} matches the engine in every convention`, () =>
        inFolder(async (folder) => {
          const generator = smallGenerator(architecture);
          for (const [basicOps, convention] of [
            [false, PLAIN[target]],
            [true, ADAPTED[target]],
          ] as const) {
            // prettier-ignore
            const source = sourceOf(generator, { target, precision, convention, basicOps });
            await format.write(folder, source, {});
            const difference = await measure(folder, source, [pictures(architecture, 1)]);
            const what = JSON.stringify({ ...difference, ...source.settings });
            if (precision === 'float32') {
              assert.ok(meets(difference, limitFor(source, difference, [pictures(architecture, 1)], tf)), what);
            } else if (precision === 'float16') {
              // Its forty norms, one after the other, let rounding errors grow where weights are random.
              const factor = architecture === 'mobile_deepest_resnet' ? 10 : 1;
              assert.ok(difference.maximumError <= factor * TOLERANCES.float16, what);
            } else {
              const least = architecture === 'mobile_deepest_resnet' ? LEAST_SSIM_DEEPEST : LEAST_SSIM;
              assert.ok(difference.ssim > least[precision], what);
            }
            assert.ok(precision === 'float32' || difference.maximumError > 1e-6, 'fewer bits must leave a trace');
          }
        }));
    }
  }

  test(`${target}: the file takes any number of pictures of any size`, () =>
    inFolder(async (folder) => {
      const generator = smallGenerator('mobile_resnet_9blocks');
      for (const basicOps of [false, true]) {
        const source = sourceOf(generator, { target, basicOps });
        await format.write(folder, source, {});
        const batches = [pictures('resnet_9blocks', 3, [32, 48]), pictures('resnet_9blocks', 1, [100, 64])];
        assert.ok((await measure(folder, source, batches)).maximumError <= TOLERANCES.float32);
      }
    }));

  test(`${target}: the first layer that differs is named`, () =>
    inFolder(async (folder) => {
      const generator = smallGenerator('resnet_9blocks');
      const broken = new Map(generator.weights);
      broken.set('model.12.conv_block.6.weight', broken.get('model.12.conv_block.6.weight')!.map((value) => 2 * value)); // prettier-ignore
      broken.set('model.14.conv_block.1.weight', broken.get('model.14.conv_block.1.weight')!.map((value) => -value)); // prettier-ignore
      const source = sourceOf(generator, { target });
      await format.write(folder, { ...source, weights: broken }, {});
      const node = await firstDifferentNode(format, folder, source, pictures('resnet_9blocks', 1), tf);
      assert.equal(node, 'model.12.conv_block.6');
    }));

  test(`${target}: of a network that magnifies rounding, a file that is right is kept and one that is slightly wrong is not`, () =>
    inFolder(async (folder) => {
      const generator = smallGenerator('mobile_deepest_resnet');
      const source = sourceOf(generator, { target });
      const batches = [pictures('mobile_deepest_resnet', 1)];
      const judge = async (weights: ModelSource['weights']): Promise<{ isKept: boolean; limit: Limit }> => {
        await format.write(folder, { ...source, weights }, {});
        const difference = await measure(folder, source, batches);
        const limit = limitFor(source, difference, batches, tf);
        return { isKept: meets(difference, limit), limit };
      };
      const right = await judge(generator.weights);
      assert.ok(right.isKept);
      const [name, values] = [...generator.weights].find(([, { length }]) => length > 100)!;
      // Not all of them: the norm behind the filter would undo it.
      const uneven = values.map((value, index) => (index % 3 === 0 ? value * 1.001 : value));
      const wrong = await judge(new Map(generator.weights).set(name, uneven));
      assert.ok(!wrong.isKept);
      assert.ok(wrong.limit.measure === 'maximumError' && wrong.limit.lastBit! > 1e-5 && wrong.limit.atMost < 2 / 255);
    }));

  test(`${target}: checking a file leaves no tensors behind`, () =>
    inFolder(async (folder) => {
      const source = sourceOf(smallGenerator('resnet_9blocks'), { target });
      await format.write(folder, source, {});
      const before = tf.memory().numTensors;
      await measure(folder, source, [pictures('resnet_9blocks', 1)]);
      await firstDifferentNode(format, folder, source, pictures('resnet_9blocks', 1), tf);
      limitFor(source, { maximumError: 1, meanError: 1, psnrDb: 0, ssim: 0 }, [pictures('resnet_9blocks', 1)], tf);
      assert.equal(tf.memory().numTensors, before);
    }));
}
