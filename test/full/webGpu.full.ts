/**
 * The playground's own worker, as the studio is built, with WebGPU: a Chromium whose graphics card is a program (SwiftShader)
 * runs every architecture and every precision and gives the pictures that onnxruntime gives. It says nothing about speed.
 * Needs a Chromium newer than 2024: the program named by OMGD_CHROMIUM, else `chromium` (Debian: apt-get install chromium).
 */
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Convention } from '../../core/export/convention.ts';
import { openOnnx } from '../../core/export/runtimes/onnx.ts';
import { onnxFormat } from '../../core/export/targets/onnx.ts';
import { sizeMultipleOf } from '../../core/networks/generators.ts';
import { GENERATOR_ARCHITECTURES, type GeneratorArchitecture } from '../../core/networks/options.ts';
import { exportSettingsSchema, PRECISIONS_OF, type ExportSettings } from '../../core/pipeline/index.ts';
import { toPixels } from '../../core/data/floatImage.ts';
import { canvasOfPixels, pictureOf, tensorOf, type CanvasPixels } from '../../renderer/playground/modelPixels.ts';
import { pictures, smallGenerator } from '../export/generators.ts';
import { inFolder } from '../fixtures/folder.ts';
import { openWorkerPage } from './workerPage.ts';

const PLAIN = { range: '-1..1', layout: 'NCHW' } as const;
/** The other choice in everything. */
const ADAPTED = { range: '0..255', layout: 'NHWC' } as const;
/** The engine's own. */
const ENGINE = { range: '-1..1', layout: 'NHWC' } as const;
/** Grey levels, of the pixel that differs most: sums in another order, cut off to 8 bits. */
const ROUNDING = 1;
/**
 * Grey levels, on average: in whole-number arithmetic, one number that is rounded the other way moves the next ones, most of
 * all between random weights. onnxruntime-web on the processor differs from onnxruntime by 3.4.
 */
const STATIC_ROUNDING = 8;

/** Of two sizes, where the network takes both. */
function picturesFor(architecture: GeneratorArchitecture): CanvasPixels[] {
  const edges = new Set([64, 96].map((edge) => Math.max(edge, sizeMultipleOf(architecture))));
  return [...edges].map((edge) => {
    const { values, shape } = pictures(architecture, 1, [edge, edge]);
    return canvasOfPixels(toPixels(values, shape));
  });
}

async function fileOf(architecture: GeneratorArchitecture, settings: ExportSettings): Promise<Buffer> {
  const files: Buffer[] = [];
  await inFolder(async (folder) => {
    const calibrationPictures = [pictures(architecture, 2)];
    const source = { ...smallGenerator(architecture), settings, sizePixels: 64, calibrationPictures };
    await onnxFormat.write(folder, source, {});
    files.push(readFileSync(join(folder, onnxFormat.mainFile)));
  });
  return files[0]!;
}

/** What onnxruntime makes of them. */
async function expectedOf(
  file: Buffer,
  convention: Convention,
  given: readonly CanvasPixels[],
): Promise<CanvasPixels[]> {
  const runner = await openOnnx(file, convention);
  const answers: CanvasPixels[] = [];
  for (const picture of given) {
    const { values } = tensorOf(picture, { convention: ENGINE, inputChannels: 3 });
    answers.push(pictureOf(await runner.run({ values, shape: [1, picture.height, picture.width, 3] }), ENGINE));
  }
  await runner.close();
  return answers;
}

test('WebGPU gives what onnxruntime gives', async (context) => {
  const answersOf = await openWorkerPage(context);
  if (!answersOf) return;
  const cases = [
    ...GENERATOR_ARCHITECTURES.map((architecture) => [architecture, 'float32', false, PLAIN] as const),
    ...PRECISIONS_OF.onnx.map((precision) => ['mobile_resnet_9blocks', precision, true, ADAPTED] as const),
  ];
  for (const [architecture, precision, basicOps, convention] of cases) {
    await context.test(`${architecture}, ${precision}${basicOps ? ', basic operators' : ''}`, async () => {
      const settings = exportSettingsSchema.parse({ target: 'onnx', precision, basicOps, convention });
      const file = await fileOf(architecture, settings);
      const given = picturesFor(architecture);
      const answers = await answersOf({ file, input: { convention, inputChannels: 3 } }, given);
      for (const [index, { data }] of (await expectedOf(file, convention, given)).entries()) {
        const actual = answers[index]!.data;
        assert.equal(actual.length, data.length);
        const errors = [...data].map((level, at) => Math.abs(level - actual[at]!));
        const largest = errors.reduce((most, error) => Math.max(most, error), 0);
        const mean = errors.reduce((sum, error) => sum + error, 0) / errors.length;
        const isClose = precision === 'int8-static' ? mean <= STATIC_ROUNDING : largest <= ROUNDING;
        assert.ok(isClose, `differs by ${String(largest)} of 255, ${String(mean)} on average`);
      }
    });
  }
});
