/**
 * mIoU against the authors' way of computing it, written again in Python: a DRN-D-105 of random weights, exported by
 * PyTorch, looks at pictures of 256 × 256 whose label maps are 2048 × 1024, as for a published number. Needs Python with
 * pip and network or a folder of wheels, and minutes.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeImage } from '../../core/data/decodeImage.ts';
import { CITYSCAPES_CLASSES } from '../../core/data/cityscapes/trainIds.ts';
import { SegmentationSchema } from '../../core/pipeline/index.ts';
import { openLabelMeasure } from '../../core/trainer/labelMeasure.ts';
import { MIOU_PACKAGES } from '../../scripts/scratchPython.ts';
import { pythonForTest } from './pythonForTest.ts';

const PICTURES = 3;
/** Looks at the pictures again and again, to see whether memory stays. */
const ROUNDS = 4;
/** Percentage points: PyTorch and onnxruntime round differently, so that a pixel between two classes may fall to the other. */
const TOLERANCE = 0.01;
/** Megabytes that the process may grow by after the first round: less than the scores of one picture at full size (152). */
const GROWTH_MB = 100;
const DATASET = { kind: 'emoji', skinTonesAndFlags: true } as const;

interface Reference {
  /** Percent by class; null where it occurs nowhere. */
  readonly iou: (number | null)[];
  readonly miou: number;
}

function megabytes(): number {
  return process.memoryUsage.rss() / 2 ** 20;
}

test('a DRN-D-105 through onnxruntime gives the mIoU that the authors compute, in bounded memory', async (context) => {
  const python = pythonForTest(context, MIOU_PACKAGES);
  if (!python) return;
  const { folder, program } = python;
  execFileSync(program, [join(import.meta.dirname, 'miouReference.py'), folder], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const { iou, miou } = JSON.parse(readFileSync(join(folder, 'reference.json'), 'utf8')) as Reference;
  const settings = SegmentationSchema.parse({
    file: 'network.onnx',
    labels: 'labels',
    mean: { red: 0.29010095242892997, green: 0.32808144844279574, blue: 0.28696394422942517 },
    deviation: { red: 0.1829540508368939, green: 0.18656561047509476, blue: 0.18447508988480435 },
  });
  const measure = await openLabelMeasure({ settings, dataset: DATASET, directory: folder, firstSample: 'test/0.png' });
  context.after(() => measure.close());
  const seen: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    for (let index = 0; index < PICTURES; index++) {
      const pixels = await decodeImage(readFileSync(join(folder, 'pictures', `${index}.png`)));
      await measure.add('student', `test/${index}.png`, pixels);
    }
    const [measured] = measure.results();
    const found = CITYSCAPES_CLASSES.map((name) => measured!.classes![name] ?? null);
    const farthest = Math.max(...iou.map((wanted, index) => Math.abs((wanted ?? 0) - (found[index] ?? 0))));
    context.diagnostic(
      `mIoU ${measured!.value} here, ${miou} there; the farthest class ${farthest.toExponential(1)} away`,
    );
    assert.deepEqual(found.map((one) => one === null), iou.map((one) => one === null)); // prettier-ignore
    assert.ok(farthest < TOLERANCE && Math.abs(measured!.value - miou) < TOLERANCE);
    seen.push(megabytes());
  }
  const growth = Math.max(...seen) - seen[0]!;
  context.diagnostic(`${seen.map((value) => value.toFixed(0)).join(', ')} MB after each round of ${PICTURES} pictures`);
  assert.ok(growth < GROWTH_MB, `grown by ${growth.toFixed(0)} MB`);
});
