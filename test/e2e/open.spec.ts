// A pipeline file given to the program.
import { _electron } from '@playwright/test';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './studio.ts';

test('a pipeline file on the command line is open when the window appears', async ({ profile }) => {
  const file = join(profile, 'given.omgd.json');
  await writeFile(file, JSON.stringify({ version: 1, name: 'Given', dataset: { kind: 'emoji' } }));
  const app = await _electron.launch({ args: ['.', `--user-data-dir=${profile}`, file] });
  const page = await app.firstWindow();
  await expect(page.getByText('Given').first()).toBeVisible();
  const recents = await page.evaluate(() => window.studio.pipelines.recents());
  expect(recents).toMatchObject({ ok: true, value: [{ file: { path: file } }] });
  await app.close();
});
