// Goes through the pages as a person does.
import type { Locator, Page } from '@playwright/test';
import { expect, valueOf, type OpenStudio } from './studio.ts';

export type PageTitle =
  'Home' | 'Pipeline' | 'Runs' | 'Sweeps' | 'Compare' | 'Datasets' | 'Export' | 'Playground' | 'Settings';
export type Theme = 'dark' | 'light';

/** Opens a page from the list at the left edge. */
export async function goTo(page: Page, title: PageTitle): Promise<void> {
  await page.getByRole('navigation', { name: 'Pages' }).getByRole('button', { name: title }).click();
}

/** Opens the pipeline of the built-in demo. */
export async function openDemoTemplate(page: Page): Promise<void> {
  await goTo(page, 'Home');
  await page.getByRole('button', { name: /^Edges → emoji/ }).click();
  await expect(page.getByRole('region', { name: 'Pipeline canvas' }).getByText(/pairs/).first()).toBeVisible();
}

/** Varies the built-in demo's student: the widths that a new sweep begins with. */
export async function openNewSweep(page: Page): Promise<void> {
  await openDemoTemplate(page);
  await page.getByRole('button', { name: 'Sweep…' }).click();
  await expect(page.getByRole('button', { name: 'Start 2 runs' })).toBeEnabled();
}

/** Opens a pipeline file, which holds the pipeline `name`, through the (answered) file dialog. */
export async function openPipelineFile({ app, page }: OpenStudio, file: string, name: string): Promise<void> {
  await app.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, file);
  await goTo(page, 'Home');
  await page.getByRole('button', { name: 'Open a pipeline…' }).click();
  await expect(page.getByRole('heading', { name })).toBeVisible();
}

/** Opens the page of the first finished run in the history. */
export async function openFinishedRun(page: Page): Promise<void> {
  await goTo(page, 'Runs');
  await page.getByRole('row').filter({ hasText: 'Finished' }).first().getByRole('button').first().click();
  await expect(page.getByRole('img', { name: /^Student of sample/ })).toBeVisible();
}

/** Compares all runs of the history, the oldest first. */
export async function compareAllRuns(page: Page): Promise<void> {
  await goTo(page, 'Compare');
  const boxes = page.getByRole('complementary', { name: 'Runs to compare' }).getByRole('checkbox');
  await boxes.first().waitFor();
  for (const box of (await boxes.all()).reverse()) await box.check();
  await expect(page.getByRole('img', { name: 'Student', exact: true }).first()).toBeVisible();
}

/** Sets the theme, as the settings page does. */
export async function useTheme(page: Page, theme: Theme): Promise<void> {
  valueOf(await page.evaluate((chosen) => window.studio.settings.set({ theme: chosen }), theme));
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

/** Waits until every picture that is in view has been drawn. */
export async function waitForPictures(page: Page): Promise<void> {
  await expect
    .poll(() =>
      page.evaluate(
        () => [...document.images].filter(({ complete, loading }) => !complete && loading !== 'lazy').length,
      ),
    )
    .toBe(0);
}

/** The state of the run whose page is open, in its header. */
export function runState(page: Page, state: string): Locator {
  return page.getByRole('main').getByText(state, { exact: true }).first();
}

/** How many of a run's steps are done, as its page shows it. */
export async function stepsDone(page: Page, totalSteps: number): Promise<number> {
  const value = await page.getByRole('progressbar', { name: 'Steps done' }).getAttribute('value');
  return Math.round(Number(value) * totalSteps);
}
