// The playground of a run that learned from photographs: pictures become what the networks were given in training.
import type { Page } from '@playwright/test';
import { join } from 'node:path';
import sharp from 'sharp';
import { deriveInput, type Derivation } from '../../core/data/derive/deriveInput.ts';
import { dropFiles } from './drop.ts';
import { goTo } from './pages.ts';
import { recordRun } from './recordRun.ts';
import { closeStudio, expect, openStudio, test } from './studio.ts';
import { TINY_PIPELINE } from './tinyPipeline.ts';

/** What the playground gives networks of which nothing is known yet, so that nothing is resized. */
const EDGE = 128;
const EDGES: Derivation = { task: 'edges', edgeSmoothing: 1.4, edgeDetail: 0.2, blurRadius: 2, shrinkFactor: 4 };
const FAKE_CAMERA = '--use-fake-device-for-media-stream';

const surface = (page: Page) => page.getByRole('application', { name: 'Drawing surface' });

/** RGB of what the surface shows. */
async function pixelsOf(page: Page): Promise<number[]> {
  const rgba = await surface(page)
    .locator('canvas')
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      return [...canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data];
    });
  return rgba.filter((_, index) => index % 4 !== 3);
}

/** Rings of three colours. */
function photograph(): Uint8Array {
  return Uint8Array.from({ length: EDGE * EDGE * 3 }, (_, index) => {
    const [x, y] = [Math.floor(index / 3) % EDGE, Math.floor(index / 3 / EDGE)];
    return Math.floor(Math.hypot(x - 50, y - 70) / 18) % 2 === 0 ? 220 : 40 * (index % 3);
  });
}

test('dropped and filmed pictures become lines, as in training, unless nobody wants that', async ({ profile }) => {
  recordRun(join(profile, 'data'), { ...TINY_PIPELINE, dataset: { kind: 'photos', folder: '/photographs', ...EDGES } });
  const studio = await openStudio(profile, {}, [FAKE_CAMERA]);
  const { page } = studio;
  const file = join(profile, 'rings.png');
  const data = photograph();
  await sharp(data, { raw: { width: EDGE, height: EDGE, channels: 3 } }).toFile(file);
  await goTo(page, 'Playground');
  const toggle = page.getByRole('switch', { name: 'Pictures become lines, as in training' });
  await expect(toggle).toBeChecked();

  const { x, y } = (await surface(page).boundingBox())!;
  await dropFiles(page, [file], { x: x + 40, y: y + 40 });
  const lines = deriveInput({ width: EDGE, height: EDGE, channels: 3, data }, EDGES);
  await expect.poll(() => pixelsOf(page)).toEqual([...lines.data]);

  await toggle.uncheck();
  await expect.poll(async () => new Set(await pixelsOf(page)).size).toBeGreaterThan(2);
  await toggle.check();
  await expect.poll(() => pixelsOf(page)).toEqual([...lines.data]);

  await page.getByRole('button', { name: 'Camera', exact: true }).click();
  await expect(page.getByText('Camera, live')).toBeVisible();
  await expect.poll(() => pixelsOf(page)).not.toEqual([...lines.data]);
  expect(new Set(await pixelsOf(page))).toEqual(new Set([0, 255]));
  expect(studio.pageErrors).toEqual([]);
  await closeStudio(studio);
});
