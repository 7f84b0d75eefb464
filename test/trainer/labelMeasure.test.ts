import assert from 'node:assert/strict';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import sharp from 'sharp';
import { SegmentationSchema } from '../../core/pipeline/index.ts';
import { evaluate } from '../../core/trainer/evaluation.ts';
import { openLabelMeasure } from '../../core/trainer/labelMeasure.ts';
import { inFolder } from '../fixtures/folder.ts';
import { strongestColour } from '../fixtures/segmentationNetwork.ts';

const DATASET = { kind: 'emoji', skinTonesAndFlags: true } as const;
const SHAPE = [1, 4, 4, 3] as const;
const ON = { red: 0, green: 0, blue: 0 };
const PLAIN = { classes: 3, mean: ON, deviation: { red: 1, green: 1, blue: 1 } };

/** 4 × 4 pixels: the left half red, the right half blue. */
function redAndBlue(): Float32Array<ArrayBuffer> {
  return Float32Array.from({ length: 48 }, (_, at) => {
    const [column, channel] = [Math.floor(at / 3) % 4, at % 3];
    return channel === (column < 2 ? 0 : 2) ? 1 : -1;
  });
}

/** 8 × 8 pixels: above left 0, below left 1, right 2, and the last column not evaluated. */
async function writeLabels(file: string): Promise<void> {
  const values = Uint8Array.from({ length: 64 }, (_, at) => {
    const [row, column] = [Math.floor(at / 8), at % 8];
    if (column === 7) return 255;
    return column >= 4 ? 2 : row < 4 ? 0 : 1;
  });
  await writeFile(
    file,
    await sharp(values, { raw: { width: 8, height: 8, channels: 1 } })
      .toColourspace('b-w')
      .png()
      .toBuffer(),
  );
}

const generated = [
  {
    pair: { a: redAndBlue(), b: redAndBlue(), shapeA: SHAPE, shapeB: SHAPE, ids: ['test/street.png'] },
    images: { student: { values: redAndBlue(), shape: SHAPE } },
  },
];

test('mIoU of generated pictures against label maps of another size, counted by hand', () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, 'network.onnx'), strongestColour());
    await mkdir(join(folder, 'labels'));
    await writeLabels(join(folder, 'labels', 'street.png'));
    const open = (changes: object, firstSample = 'test/street.png') => {
      const settings = SegmentationSchema.parse({ file: 'network.onnx', labels: 'labels', ...PLAIN, ...changes });
      return openLabelMeasure({ settings, dataset: DATASET, directory: folder, firstSample });
    };
    await assert.rejects(open({}, 'test/lane.png'), /lane\.png cannot be used/);
    const measure = await open({});
    const measured = await evaluate(generated, ['miou'], { belongTogether: true, labels: measure });
    const student = measured.find(({ role }) => role === 'student')!;
    // Red: 16 hits, 16 labelled, 32 predicted. Green: 16 labelled, none predicted. Blue: 24 of 24.
    assert.deepEqual(student.classes, { 'class 0': 50, 'class 1': 0, 'class 2': 100 });
    assert.deepEqual([student.metric, student.value, student.samples], ['miou', 50, 1]);
    assert.match(student.extractor!, /^network\.onnx, NCHW 0\.\.1, mean 0 0 0/);
    assert.match(student.weightsSha256!, /^[0-9a-f]{64}$/);
    assert.deepEqual(measure.results(), []);
    await measure.close();

    // With red moved far down green is first on the left, and blue already where its score begins to rise, two columns to the
    // left of the middle. Green: 8 hits, 16 labelled, 16 predicted. Blue: 24 hits, 24 labelled, 40 predicted.
    const shifted = await open({ mean: { ...ON, red: 2 } });
    const [again] = await evaluate(generated, ['miou'], { belongTogether: true, labels: shifted });
    assert.deepEqual(again!.classes, { 'class 0': 0, 'class 1': 100 / 3, 'class 2': 60 });
    await shifted.close();

    const wrong = await open({ classes: 19 });
    await assert.rejects(evaluate(generated, ['miou'], { belongTogether: true, labels: wrong }), /gives float32 \[1, 3, 2, 2\], not scores of 19 classes/); // prettier-ignore
    await wrong.close();
  }));

test('mIoU says what it lacks, and a file that is no network is told by name', () =>
  inFolder(async (folder) => {
    const open = (settings: object, firstSample?: string) =>
      openLabelMeasure({
        settings: SegmentationSchema.parse(settings),
        dataset: DATASET,
        directory: folder,
        firstSample,
      });
    await assert.rejects(open({}), /mIoU needs a segmentation network.*evaluate --segmentation/);
    await assert.rejects(open({ file: 'none.onnx', labels: '.' }), /none\.onnx cannot be read/);
    await writeFile(join(folder, 'text.onnx'), 'no network');
    await assert.rejects(open({ file: 'text.onnx', labels: '.' }), /text\.onnx cannot be opened as an ONNX network/);
  }));
