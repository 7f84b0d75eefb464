// A sweep of two widths and two weights of a loss: put together in the window, watched, found again after a restart in
// the middle, and finished.
import type { Locator, Page } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { goTo, openPipelineFile } from './pages.ts';
import { closeStudio, expect, openStudio, test } from './studio.ts';
import { TINY_PIPELINE } from './tinyPipeline.ts';

/** Four runs, each of which builds its networks first. */
const VERY_PATIENT = { timeout: 400_000 };

const inState = (page: Page, state: string): Locator => page.getByRole('row').filter({ hasText: state });
const curve = (page: Page): Locator => page.getByRole('img', { name: /^SSIM/ });

test('a sweep is put together, watched, and found again after a restart', async ({ profile }) => {
  test.setTimeout(900_000);
  const file = join(profile, 'tiny.omgd.json');
  await writeFile(file, JSON.stringify(TINY_PIPELINE));
  const first = await openStudio(profile);
  const { page } = first;

  await test.step('two settings are varied, and the preview says what that costs', async () => {
    await openPipelineFile(first, file, 'Tiny run');
    await page.getByRole('button', { name: 'Sweep…' }).click();
    await expect(page.getByRole('button', { name: 'Start 2 runs' })).toBeEnabled();
    await page.getByRole('button', { name: 'Vary another setting' }).click();
    await page.keyboard.type('λ_SSIM');
    await page.keyboard.press('Enter');
    await expect(page.getByRole('combobox', { name: 'A setting to vary' })).toHaveCount(0);
    await expect(page.getByRole('button', { name: 'Start 4 runs' })).toBeEnabled();
    await expect(page.getByRole('table').getByRole('row')).toHaveCount(5);
    await page.getByLabel('Name').fill('Widths and λ');
    await page.getByLabel('Name').blur();
  });

  await test.step('its first run fills in the first point', async () => {
    await page.getByRole('button', { name: 'Start 4 runs' }).click();
    await expect(page.getByRole('heading', { name: 'Widths and λ' })).toBeVisible();
    await expect(inState(page, 'Running').first()).toBeVisible(VERY_PATIENT);
    await expect(inState(page, 'Finished').first()).toBeVisible(VERY_PATIENT);
    await expect(curve(page)).toBeVisible();
  });
  expect(first.pageErrors).toEqual([]);
  await closeStudio(first);

  const second = await openStudio(profile);
  await test.step('after a restart it is there, and goes on when it is told to', async () => {
    await goTo(second.page, 'Sweeps');
    await expect(inState(second.page, 'Interrupted')).toHaveCount(1);
    // Anywhere in the row will do.
    await inState(second.page, 'Interrupted').getByRole('cell').last().click();
    await expect(second.page.getByRole('heading', { name: 'Widths and λ' })).toBeVisible();
    await expect(curve(second.page)).toBeVisible();
    await second.page.getByRole('button', { name: 'Resume' }).click();
    await expect(inState(second.page, 'Finished')).toHaveCount(4, VERY_PATIENT);
    await expect(second.page.getByText('4 of 4 runs finished')).toBeVisible();
    await expect(
      second.page.getByRole('img', { name: 'No other candidate is both cheaper and better' }).first(),
    ).toBeVisible();
  });

  await test.step('its runs are ordinary runs, grouped', async () => {
    await goTo(second.page, 'Runs');
    await expect(second.page.getByRole('button', { name: 'Widths and λ', exact: true })).toHaveCount(4);
  });
  expect(second.pageErrors).toEqual([]);
  await closeStudio(second);
});
