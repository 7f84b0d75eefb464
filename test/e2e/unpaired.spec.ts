// Unpaired distillation in the window: the template, a run that is stopped inside a block and picked up, pictures both
// ways and there again, the best teacher of either direction, and both of them as model files; all of it there the next day.
import type { Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goTo, openPipelineFile, runState, stepsDone } from './pages.ts';
import { closeStudio, expect, openStudio, test } from './studio.ts';
import { UNPAIRED_BLOCK, UNPAIRED_PIPELINE, UNPAIRED_STEPS } from './tinyPipeline.ts';

/** Building networks takes long when the machine is busy. */
const PATIENT = { timeout: 120_000 };
/** A teacher's sentence: who, when, by what and how much. */
const CHOICE = /of epoch \d+ \(step (20|80)\).* best.*, SSIM −?[\d.e-]+ on 2 held-out pictures/;

/** Input and translations of one sample, each really drawn. */
async function seeBothWays(page: Page, step: string): Promise<void> {
  for (const name of ['Wider teacher', 'Student', 'There and back', 'Target, the way back', 'And there again']) {
    const picture = page.getByRole('img', { name: new RegExp(`^${name} of sample .* at step ${step}$`) });
    await expect(picture).toBeVisible(PATIENT);
    await expect(picture).not.toHaveJSProperty('naturalWidth', 0);
  }
}

async function seeBestTeachers(page: Page): Promise<void> {
  const teachers = page.getByRole('region', { name: 'Best teacher' });
  await expect(teachers).toContainText('chosen at step 80', PATIENT);
  const [there, back] = await teachers.getByRole('listitem').allInnerTexts();
  expect(there).toMatch(CHOICE);
  expect(back).toMatch(CHOICE);
  expect(back).toContain('Teacher of the way back');
}

test('a person distils without pairs, stops, resumes, sees who taught, exports both ways, and finds it again', async ({
  profile,
}) => {
  test.slow();
  const file = join(profile, 'unpaired.omgd.json');
  await writeFile(file, JSON.stringify(UNPAIRED_PIPELINE));
  const first = await openStudio(profile);
  const { page, pageErrors } = first;

  await test.step('the template shows a CycleGAN that teaches', async () => {
    await page.getByRole('button', { name: /^OpenMoji → Noto emoji/ }).click();
    const canvas = page.getByRole('region', { name: 'Pipeline canvas' });
    await expect(canvas.getByText(/CycleGAN/).first()).toBeVisible();
    await expect(canvas.getByRole('heading', { name: 'Deeper teacher' })).toHaveCount(0);
  });

  await test.step('a short one is stopped inside a block and picked up', async () => {
    await openPipelineFile(first, file, 'Unpaired run');
    await page.getByRole('button', { name: 'Distil' }).click();
    await seeBothWays(page, '\\d+');
    await expect.poll(() => stepsDone(page, UNPAIRED_STEPS), PATIENT).toBeGreaterThan(UNPAIRED_BLOCK);
    await page.getByRole('button', { name: 'Stop and save' }).click();
    await expect(runState(page, 'Stopped')).toBeVisible(PATIENT);
    expect(await stepsDone(page, UNPAIRED_STEPS)).toBeLessThan(UNPAIRED_STEPS);
    await page.getByRole('button', { name: 'Pick up where it stopped' }).click();
    await expect(runState(page, 'Finished')).toBeVisible(PATIENT);
  });

  await test.step('its page shows both ways and the best teachers', async () => {
    await seeBothWays(page, String(UNPAIRED_STEPS));
    await seeBestTeachers(page);
  });

  await test.step('both teachers become model files', async () => {
    await goTo(page, 'Export');
    const list = page.getByRole('region', { name: 'Exported models of this run' });
    for (const [index, name] of ['Wider teacher', 'The way back'].entries()) {
      await page.getByRole('radiogroup', { name: 'Generator' }).getByText(name).click();
      await page.getByRole('button', { name: 'Export', exact: true }).last().click();
      await expect(list.getByText('ONNX, float32')).toHaveCount(index + 1, PATIENT);
    }
  });
  expect(pageErrors).toEqual([]);
  await closeStudio(first);

  const second = await openStudio(profile);
  await test.step('after a restart everything is there', async () => {
    await goTo(second.page, 'Runs');
    await second.page.getByRole('button', { name: 'Unpaired run', exact: true }).click();
    await seeBothWays(second.page, String(UNPAIRED_STEPS));
    await seeBestTeachers(second.page);
  });
  await closeStudio(second);
});
