// The whole story as a person lives it, through the window alone: a template, another width, a distillation that is
// watched, stopped and picked up again, a second one to compare with, and everything there the next day.
import type { Locator, Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goTo, openDemoTemplate, openPipelineFile, runState, stepsDone } from './pages.ts';
import { closeStudio, expect, openStudio, test } from './studio.ts';
import { TINY_PIPELINE } from './tinyPipeline.ts';

/** Enough to see it run, stop it and pick it up; a step takes a fraction of a second. */
const STEPS = 30;
const SHORT_PIPELINE = {
  ...TINY_PIPELINE,
  name: 'Short run',
  training: { ...TINY_PIPELINE.training, schedule: { unit: 'steps', flat: STEPS, decay: 0 } },
  evaluation: { interval: { every: STEPS, unit: 'steps' }, samples: 2 },
  previews: { interval: { every: 5, unit: 'steps' }, samples: 1 },
};
/** Building networks takes long when the machine is busy. */
const PATIENT = { timeout: 120_000 };

const canvasNode = (page: Page, title: string): Locator =>
  page.getByRole('region', { name: 'Pipeline canvas' }).getByRole('heading', { name: title, exact: true });
const costs = (page: Page): Locator => page.getByRole('region', { name: 'Cost of the networks' });
const widthField = (page: Page): Locator => page.getByLabel('Width in channels');
const studentAt = (page: Page, step: number): Locator =>
  page.getByRole('img', { name: new RegExp(`^Student of sample .* at step ${String(step)}$`) });

/** Moves the slider with the keyboard, and sees the costs move with it. */
async function widenStudent(page: Page, widths: readonly number[]): Promise<void> {
  await canvasNode(page, 'Student').click();
  const slider = page.getByRole('slider', { name: /Width/ });
  await slider.focus();
  for (const width of widths) {
    const before = await costs(page).innerText();
    await slider.press('ArrowRight');
    await expect(widthField(page)).toHaveValue(String(width));
    await expect(costs(page)).not.toHaveText(before, { useInnerText: true });
  }
}

/** Sees the student's picture, really drawn, and a chart. */
async function seePictureAndCharts(page: Page, picture: Locator): Promise<void> {
  await expect(picture).toBeVisible(PATIENT);
  await expect(picture).not.toHaveJSProperty('naturalWidth', 0);
  await expect(page.getByRole('application', { name: /plus and minus zoom/ }).first()).toBeVisible(PATIENT);
  // The menu of a chart lies above the chart, where the mouse reaches it.
  await page
    .getByRole('button', { name: /^Export the chart/ })
    .first()
    .click();
  await page.getByRole('menuitem', { name: /CSV/ }).click({ trial: true });
  await page.keyboard.press('Escape');
}

async function compareBothRuns(page: Page): Promise<void> {
  await goTo(page, 'Runs');
  for (const box of await page.getByRole('checkbox', { name: 'Select Short run' }).all()) await box.check();
  await page.getByRole('button', { name: 'Compare' }).last().click();
  const settings = page.getByRole('region', { name: 'Settings' });
  await expect(settings.getByRole('row', { name: /Width/ })).toContainText('6');
  await expect(settings.getByRole('row', { name: /Batch size/ })).toHaveCount(0);
  await expect(page.getByRole('img', { name: 'Student', exact: true })).toHaveCount(2);
}

test('a person distils twice, stops, resumes, compares, and finds it all again', async ({ profile }) => {
  // Two trainings and two starts: minutes, where other programs want the processor too.
  test.slow();
  const file = join(profile, 'short.omgd.json');
  await writeFile(file, JSON.stringify(SHORT_PIPELINE));
  const first = await openStudio(profile);
  const { page } = first;

  await test.step('a template, and a wider student', async () => {
    await expect(page.getByRole('heading', { name: 'Compress an image generator' })).toBeVisible();
    await openDemoTemplate(page);
    await widenStudent(page, [9, 10]);
  });

  await test.step('a short pipeline is distilled; its losses and pictures appear while it runs', async () => {
    await openPipelineFile(first, file, 'Short run');
    await page.getByRole('button', { name: 'Distil' }).click();
    await seePictureAndCharts(page, studentAt(page, 0));
    await expect.poll(() => stepsDone(page, STEPS), PATIENT).toBeGreaterThan(0);
  });

  await test.step('it is stopped and saved', async () => {
    await page.getByRole('button', { name: 'Stop and save' }).click();
    await expect(runState(page, 'Stopped')).toBeVisible(PATIENT);
    expect(await stepsDone(page, STEPS)).toBeLessThan(STEPS);
  });

  await test.step('it is picked up, and a wider one waits behind it', async () => {
    await page.getByRole('button', { name: 'Pick up where it stopped' }).click();
    await goTo(page, 'Pipeline');
    await widenStudent(page, [5, 6]);
    await page.getByRole('button', { name: 'Distil' }).click();
    await expect(runState(page, 'Finished')).toBeVisible(PATIENT);
    await goTo(page, 'Runs');
    await expect(page.getByRole('row').filter({ hasText: 'Finished' })).toHaveCount(2);
  });

  await test.step('both are compared', () => compareBothRuns(page));
  await closeStudio(first);

  const second = await openStudio(profile);
  await test.step('after a restart everything is there', async () => {
    await goTo(second.page, 'Pipeline');
    await expect(second.page.getByRole('heading', { name: 'Short run' })).toBeVisible();
    await canvasNode(second.page, 'Student').click();
    await expect(widthField(second.page)).toHaveValue('6');
    await goTo(second.page, 'Runs');
    await second.page.getByRole('button', { name: 'Short run', exact: true }).last().click();
    await seePictureAndCharts(second.page, studentAt(second.page, STEPS));
    await expect.poll(() => stepsDone(second.page, STEPS)).toBe(STEPS);
  });
  await compareBothRuns(second.page);
  await closeStudio(second);
});
