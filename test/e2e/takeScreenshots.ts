// Takes the pictures in docs/screenshots: every page in both themes. Started by scripts/screenshots.ts.
//   node takeScreenshots.ts PROFILE OUT     PROFILE/data: the data folder to show
import type { Page } from '@playwright/test';
import { mkdir } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { defaultDataDirectory } from '../../core/store/index.ts';
import {
  compareAllRuns,
  goTo,
  openDemoTemplate,
  openFinishedRun,
  openNewSweep,
  useTheme,
  waitForPictures,
} from './pages.ts';
import { closeStudio, openStudio, type OpenStudio } from './studio.ts';

const SIZE = { width: 1280, height: 800 };
/** Long enough for charts to be laid out and for transitions to end. */
const SETTLE_MS = 700;
const COLOURS = 256;

/** Named as the file; each one leaves the page that is to be shown. */
const SCENES: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  home: async (page) => {
    await goTo(page, 'Home');
    // The pictures of the templates are drawn by the first look at the built-in sets.
    await page.waitForFunction(() => document.images.length >= 12);
  },
  pipeline: async (page) => {
    await openDemoTemplate(page);
    await page.getByRole('region', { name: 'Pipeline canvas' }).getByRole('heading', { name: 'Student' }).click();
  },
  run: openFinishedRun,
  charts: async (page) => {
    await openFinishedRun(page);
    await page.getByRole('tab', { name: 'Charts' }).click();
  },
  sweep: openNewSweep,
  compare: compareAllRuns,
  datasets: (page) => goTo(page, 'Datasets'),
  export: (page) => goTo(page, 'Export'),
  playground: async (page) => {
    await goTo(page, 'Playground');
    await page.getByRole('img', { name: 'Answer of the student' }).waitFor();
    await page.getByRole('img', { name: 'Answer of the wider teacher' }).waitFor();
  },
  settings: (page) => goTo(page, 'Settings'),
};

async function resize({ app }: OpenStudio): Promise<void> {
  await app.evaluate(({ BrowserWindow }, { width, height }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
  }, SIZE);
}

/** Folders of the machine that takes the pictures are of no interest to those who look at them. */
async function shortenPaths(page: Page): Promise<void> {
  const replacements: readonly (readonly [string, string])[] = [
    [join(profile, 'data'), defaultDataDirectory({})],
    [homedir(), '~'],
  ];
  await page.evaluate((pairs) => {
    const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (const [path, shorter] of pairs) node.nodeValue = (node.nodeValue ?? '').replaceAll(path, shorter);
    }
  }, replacements);
}

async function take(page: Page, file: string): Promise<void> {
  await waitForPictures(page);
  await page.waitForTimeout(SETTLE_MS);
  await shortenPaths(page);
  const picture = await page.screenshot({ animations: 'disabled' });
  await sharp(picture).png({ palette: true, colours: COLOURS, effort: 10 }).toFile(file);
  console.log(file);
}

const [profile = '', folder = ''] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const studio = await openStudio(profile);
await resize(studio);
for (const [name, show] of Object.entries(SCENES)) {
  await show(studio.page);
  for (const theme of ['dark', 'light'] as const) {
    await useTheme(studio.page, theme);
    await take(studio.page, join(folder, `${name}-${theme}.png`));
  }
}
await closeStudio(studio);
