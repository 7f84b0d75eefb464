// Every page in both themes, judged by axe-core: nothing serious or critical.
import type { Page } from '@playwright/test';
import { graveFindings, loadAxe } from './axe.ts';
import { compareAllRuns, goTo, openDemoTemplate, openFinishedRun, openNewSweep, useTheme } from './pages.ts';
import { expect, test, valueOf, type OpenStudio } from './studio.ts';
import { TINY_PIPELINE } from './tinyPipeline.ts';

const TABS = ['Charts', 'Log', 'Settings'];
const PAGES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  home: (page) => goTo(page, 'Home'),
  pipeline: openDemoTemplate,
  runs: (page) => goTo(page, 'Runs'),
  sweeps: (page) => goTo(page, 'Sweeps'),
  'a sweep': async (page) => {
    await goTo(page, 'Sweeps');
    await page.getByRole('main').getByRole('button', { name: 'Tiny sweep', exact: true }).click();
    await expect(page.getByRole('img', { name: /^SSIM/ })).toBeVisible();
  },
  'a new sweep': openNewSweep,
  'pictures of a run': openFinishedRun,
  ...Object.fromEntries(
    TABS.map((tab) => [
      `${tab} of a run`,
      async (page: Page) => {
        await openFinishedRun(page);
        await page.getByRole('tab', { name: tab }).click();
      },
    ]),
  ),
  compare: compareAllRuns,
  datasets: (page) => goTo(page, 'Datasets'),
  'export without runs': (page) => goTo(page, 'Export'),
  'playground without models': (page) => goTo(page, 'Playground'),
  settings: (page) => goTo(page, 'Settings'),
  about: async (page) => {
    await goTo(page, 'Settings');
    await page.getByRole('button', { name: 'About', exact: true }).click();
  },
};

/** A sweep of one run, to look at both. */
async function finishTinySweep({ page }: OpenStudio): Promise<void> {
  const document = {
    version: 1,
    name: 'Tiny sweep',
    base: TINY_PIPELINE,
    search: { kind: 'list', settings: [{ 'student.ngf': 4 }] },
  };
  const request = { document, origin: { kind: 'new' }, target: { kind: 'local' } } as const;
  const { sweepId } = valueOf(await page.evaluate((asked) => window.studio.sweeps.start(asked), request));
  const stateOf = async (): Promise<string> =>
    valueOf(await page.evaluate((id) => window.studio.sweeps.get({ sweepId: id }), sweepId)).state;
  await expect.poll(stateOf, { timeout: 120_000 }).toBe('finished');
}

test('no page has a serious or critical finding, dark or light', async ({ studio }) => {
  const { page } = studio;
  await finishTinySweep(studio);
  // Colours that are still on their way to the new theme would be judged.
  valueOf(await page.evaluate(() => window.studio.settings.set({ motion: 'reduced' })));
  await loadAxe(page);
  for (const [name, show] of Object.entries(PAGES)) {
    await show(page);
    for (const theme of ['dark', 'light'] as const) {
      await useTheme(page, theme);
      expect.soft(await graveFindings(page), `${name}, ${theme}`).toEqual([]);
    }
  }
});
