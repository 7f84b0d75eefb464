// The playground, as a person uses it: real exported files of a real run answer in the window while one draws, with pointer
// and keyboard, on samples, dropped, pasted and filmed pictures.
import type { Locator, Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { run } from '../cli/commandLine.ts';
import { graveFindings, loadAxe } from './axe.ts';
import { dropFiles } from './drop.ts';
import { goTo, useTheme } from './pages.ts';
import { closeStudio, expect, heardOf, hearEvents, openStudio, test, valueOf } from './studio.ts';
import { TINY_PIPELINE } from './tinyPipeline.ts';

/** The other convention than the window's own, so that a mix-up would show. */
const STUDENT = ['--role', 'student', '--range', '0..255', '--layout', 'NHWC'];
/** Grey levels of 255: another runtime's arithmetic, and pictures that were cut off to 8 bits on both sides. */
const ROUNDING = 3;
const PATIENT = { timeout: 30_000 };
const FAKE_CAMERA = '--use-fake-device-for-media-stream';

/** A finished run with a file of the student, made on the command line as a user would. */
async function trainAndExport(profile: string): Promise<void> {
  const data = join(profile, 'data');
  const pipeline = join(profile, 'tiny.omgd.json');
  await writeFile(pipeline, JSON.stringify(TINY_PIPELINE));
  for (const words of [
    ['run', pipeline, '--json'],
    ['export', 'latest', '--to', 'onnx', ...STUDENT],
  ]) {
    const { code, stderr } = await run(data, ...words);
    expect(code, stderr).toBe(0);
  }
}

const surface = (page: Page): Locator => page.getByRole('application', { name: 'Drawing surface' });
const answer = (page: Page, name: 'student' | 'wider teacher'): Locator =>
  page.getByRole('img', { name: `Answer of the ${name}` });
const nameOfPicture = (page: Page, name: string): Locator =>
  page.getByRole('region', { name: 'Drawing' }).getByText(name, { exact: true });

/** The pixels of both answers, as the canvases have them. */
async function pixelsOf(page: Page): Promise<{ student: number[]; teacher: number[] }> {
  const read = (picture: Locator): Promise<number[]> =>
    picture.locator('canvas').evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      return [...canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height).data];
    });
  return { student: await read(answer(page, 'student')), teacher: await read(answer(page, 'wider teacher')) };
}

/** Does something and waits until both answers are others than before. Returns the new ones. */
async function answersAfter(page: Page, act: () => Promise<void>): Promise<{ student: number[]; teacher: number[] }> {
  const before = await pixelsOf(page);
  await act();
  await expect(async () => {
    const now = await pixelsOf(page);
    expect(now.student).not.toEqual(before.student);
    expect(now.teacher).not.toEqual(before.teacher);
  }).toPass(PATIENT);
  // The answers to the last of several pictures.
  await page.waitForTimeout(300);
  return await pixelsOf(page);
}

/** The greatest difference between an answer and the preview that the engine saved of the same network and sample. */
async function distanceFromEngine(page: Page, role: 'student' | 'wider', pixels: readonly number[]): Promise<number> {
  return await page.evaluate(
    async ({ wanted, seen }) => {
      const runs = await window.studio.runs.list({});
      const runId = runs.ok ? runs.value[0]!.id : '';
      const previews = await window.studio.runs.previews({ runId });
      const last = previews.ok ? previews.value.filter((preview) => preview.role === wanted).at(-1)! : undefined;
      const path = `${runId}/${String(last?.step)}/${encodeURIComponent(last?.sampleId ?? '')}/${wanted}.png`;
      const bitmap = await createImageBitmap(await (await fetch(`studio://preview/${path}`)).blob());
      const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d')!;
      context.drawImage(bitmap, 0, 0);
      const { data } = context.getImageData(0, 0, bitmap.width, bitmap.height);
      return Math.max(Math.abs(data.length - seen.length), ...data.map((level, at) => Math.abs(level - seen[at]!)));
    },
    { wanted: role, seen: pixels },
  );
}

async function dragAcross(page: Page): Promise<void> {
  const { x, y, width, height } = (await surface(page).boundingBox())!;
  await page.mouse.move(x + 0.2 * width, y + 0.2 * height);
  await page.mouse.down();
  await page.mouse.move(x + 0.8 * width, y + 0.7 * height, { steps: 8 });
  await page.mouse.up();
}

test('student and teacher answer from their files while a person draws', async ({ profile }) => {
  test.setTimeout(400_000);
  await trainAndExport(profile);
  const studio = await openStudio(profile, {}, [FAKE_CAMERA]);
  const { app, page, pageErrors } = studio;
  await goTo(page, 'Playground');
  await expect(answer(page, 'student')).toBeVisible(PATIENT);

  await test.step('a file that is missing is made here', async () => {
    await page.getByRole('button', { name: 'Export it' }).click();
    await expect(answer(page, 'wider teacher')).toBeVisible({ timeout: 120_000 });
  });

  await test.step('it opens with a sample, and the files answer what the engine answers', async () => {
    await expect(page.getByRole('button', { name: /^Sample 1/, pressed: true })).toBeVisible();
    const first = await pixelsOf(page);
    expect(await distanceFromEngine(page, 'student', first.student)).toBeLessThanOrEqual(ROUNDING);
    expect(await distanceFromEngine(page, 'wider', first.teacher)).toBeLessThanOrEqual(ROUNDING);
  });

  await test.step('a stroke changes both answers, and undo brings the first ones back', async () => {
    const first = await pixelsOf(page);
    const drawn = await answersAfter(page, () => dragAcross(page));
    expect(await answersAfter(page, () => page.keyboard.press('Control+z'))).toEqual(first);
    expect(await answersAfter(page, () => page.getByRole('button', { name: 'Redo' }).click())).toEqual(drawn);
    await answersAfter(page, () => page.keyboard.press('Delete'));
    await expect(nameOfPicture(page, 'Drawing')).toBeVisible();
  });

  await test.step('the keyboard alone draws, and picks samples', async () => {
    await surface(page).focus();
    await answersAfter(page, async () => {
      await page.keyboard.press('Space');
      for (let step = 0; step < 6; step += 1) await page.keyboard.press('Shift+ArrowRight');
      await page.keyboard.press('Space');
    });
    await answersAfter(page, () => page.keyboard.press('1'));
    await expect(page.getByRole('button', { name: /^Sample 1/, pressed: true })).toBeVisible();
  });

  await test.step('a dropped picture is drawn on, and is not taken for a dataset', async () => {
    const file = join(profile, 'teal.png');
    await sharp({ create: { width: 90, height: 60, channels: 3, background: 'teal' } }).toFile(file);
    await hearEvents(page);
    const { x, y } = (await surface(page).boundingBox())!;
    await answersAfter(page, () => dropFiles(page, [file], { x: x + 40, y: y + 40 }));
    await expect(nameOfPicture(page, 'teal.png')).toBeVisible();
    expect(await heardOf(page, 'folder-dropped')).toEqual([]);
  });

  await test.step('a pasted picture too', async () => {
    const red = await sharp({ create: { width: 40, height: 40, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    await page.evaluate((png) => window.studio.system.copyImage({ png: Uint8Array.from(png) }), [...red]);
    await answersAfter(page, () =>
      app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.paste()),
    );
    await expect(nameOfPicture(page, 'Pasted picture')).toBeVisible();
  });

  await test.step('the camera is live until its picture is kept', async () => {
    await answersAfter(page, () => page.keyboard.press('c'));
    await expect(nameOfPicture(page, 'Camera, live')).toBeVisible();
    await page.getByRole('button', { name: 'Keep this picture' }).click();
    await expect(nameOfPicture(page, 'Camera')).toBeVisible();
  });

  await test.step('one answer is wiped over the other, at another size', async () => {
    await page.keyboard.press('w');
    await expect(page.getByRole('slider', { name: 'Edge between Student and Wider teacher' })).toBeVisible();
    await page.getByLabel('Size of the picture that the networks get').selectOption('64');
    await expect.poll(async () => (await pixelsOf(page)).student.length, PATIENT).toBe(64 * 64 * 4);
  });

  await test.step('the speed is measured', async () => {
    await page.getByText('Speed in this window').click();
    await page.getByRole('button', { name: 'Measure' }).click();
    await expect(page.getByText(/as fast as\s+the\s+wider teacher here/)).toBeVisible({ timeout: 60_000 });
    await expect(page.getByText(/^onnxruntime-web .* 64 px$/)).toBeVisible();
  });

  await test.step('the networks of the run are shown and hidden; the last one stays', async () => {
    const network = (name: string): Locator => page.getByRole('button', { name, exact: true });
    await network('Deeper teacher').click();
    await expect(page.getByText('Deeper teacher: no ONNX file of it yet.')).toBeVisible();
    await network('Deeper teacher').click();
    await network('Student').click();
    await expect(page.getByRole('img', { name: /^Answer of the/ })).toHaveCount(1);
    await expect(network('Wider teacher')).toBeDisabled();
    await network('Student').click();
    await expect(page.getByRole('img', { name: /^Answer of the/ })).toHaveCount(2, PATIENT);
  });

  await test.step('axe finds nothing grave, dark or light', async () => {
    valueOf(await page.evaluate(() => window.studio.settings.set({ motion: 'reduced' })));
    await loadAxe(page);
    for (const isWiped of [true, false]) {
      for (const theme of ['dark', 'light'] as const) {
        await useTheme(page, theme);
        expect.soft(await graveFindings(page), `${theme}, ${isWiped ? 'wiped' : 'beside'}`).toEqual([]);
      }
      await page.keyboard.press('w');
    }
  });
  expect(pageErrors).toEqual([]);
  await closeStudio(studio);
});
