// The Export page, as a person uses it: a run becomes model files, each written, verified and measured; what does not match
// is not kept, and what is kept can be tried in the playground.
import type { Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from '../cli/commandLine.ts';
import { graveFindings, loadAxe } from './axe.ts';
import { goTo, useTheme } from './pages.ts';
import { closeStudio, expect, openStudio, test, valueOf } from './studio.ts';
import { TINY_PIPELINE } from './tinyPipeline.ts';

const PATIENT = { timeout: 120_000 };

async function exportNow(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Export', exact: true }).last().click();
}

test('a run is exported, checked, shown and tried; a file that does not match is refused', async ({ profile }) => {
  test.setTimeout(400_000);
  const pipeline = join(profile, 'tiny.omgd.json');
  await writeFile(pipeline, JSON.stringify(TINY_PIPELINE));
  const trained = await run(join(profile, 'data'), 'run', pipeline, '--json');
  expect(trained.code, trained.stderr).toBe(0);

  const studio = await openStudio(profile);
  const { page, pageErrors } = studio;
  await goTo(page, 'Export');
  const attempt = page.getByRole('region', { name: 'Export being made' });
  const list = page.getByRole('region', { name: 'Exported models of this run' });
  await expect(list.getByText('None of this run yet.')).toBeVisible();

  await test.step('ONNX in float32: every line ends in a number', async () => {
    await exportNow(page);
    await expect(attempt.getByRole('button', { name: 'Reveal' })).toBeVisible(PATIENT);
    const [written, verified, measured] = await attempt.getByRole('listitem').allInnerTexts();
    expect(written).toMatch(/Write.*done\s*[\d.]+ (kB|MB)/s);
    expect(verified).toMatch(/Verify.*done\s*largest error .*allowed 1\.0e-4/s);
    expect(measured).toMatch(/Measure.*done\s*median [\d.]+ ms/s);
    await expect(list.getByText('ONNX, float32')).toBeVisible();
    await attempt.getByRole('button', { name: 'Copy Python' }).click();
    await expect(page.getByText(/Copied\. It needs: pip install onnxruntime/)).toBeVisible();
  });

  await test.step('another format by keyboard, from the wider teacher, in int8', async () => {
    await page.getByRole('radio', { name: /^ONNX/ }).focus();
    await page.keyboard.press('ArrowRight');
    await expect(page.getByRole('radio', { name: /^TensorFlow\.js/ })).toBeChecked();
    await page.getByRole('radiogroup', { name: 'Generator' }).getByText('Wider teacher').click();
    await page.getByRole('radiogroup', { name: 'Precision' }).getByText('int8 weights').click();
    await page.getByLabel('Least likeness').fill('0.5');
    await exportNow(page);
    await expect(attempt.getByText(/SSIM [\d.]+ \(at least 0\.5\)/)).toBeVisible(PATIENT);
    await expect(list.getByText('TensorFlow.js, int8 weights')).toBeVisible(PATIENT);
  });

  await test.step('a limit that cannot be met: red, with what to do, and nothing is kept', async () => {
    await page.getByRole('radio', { name: /^ONNX/ }).check({ force: true });
    await page.getByRole('radiogroup', { name: 'Precision' }).getByText('int8 (QDQ)').click();
    await page.getByLabel('Least likeness').fill('1');
    await exportNow(page);
    await expect(attempt.getByRole('alert')).toContainText(/is not like the engine: SSIM .*move the limit/, PATIENT);
    await expect(list.getByText('ONNX, int8 (QDQ)')).toHaveCount(0);
  });

  await test.step('axe finds nothing grave, dark or light', async () => {
    valueOf(await page.evaluate(() => window.studio.settings.set({ motion: 'reduced' })));
    await loadAxe(page);
    for (const theme of ['dark', 'light'] as const) {
      await useTheme(page, theme);
      expect.soft(await graveFindings(page), theme).toEqual([]);
    }
  });

  await test.step('the exported file is tried in the playground', async () => {
    await list.getByRole('button', { name: 'Try in playground' }).first().click();
    await expect(page.getByRole('img', { name: 'Answer of the student' })).toBeVisible(PATIENT);
  });
  expect(pageErrors).toEqual([]);
  await closeStudio(studio);
});
