// Things that break: the studio says what, and loses nothing.
import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { closeStudio, expect, openStudio, test, valueOf } from './studio.ts';

test('a damaged database is explained, kept, and can be set aside', async ({ profile }) => {
  const data = join(profile, 'data');
  await mkdir(data, { recursive: true });
  await writeFile(join(data, 'studio.sqlite'), 'This is not a database. '.repeat(500));
  const studio = await openStudio(profile);
  const { page } = studio;
  expect(valueOf(await page.evaluate(() => window.studio.app.storeState()))).toMatchObject({
    kind: 'failed',
    canSetAside: true,
  });
  expect(await page.evaluate(() => window.studio.runs.list({}))).toMatchObject({ ok: false });
  await expect(page.getByText(/database/i).first()).toBeVisible();

  valueOf(await page.evaluate(() => window.studio.app.setDatabaseAside()));
  expect(valueOf(await page.evaluate(() => window.studio.runs.list({})))).toEqual([]);
  expect((await readdir(data)).some((name) => name.startsWith('studio.sqlite.damaged-'))).toBe(true);
  await closeStudio(studio);
});

test('a draft survives a crash of the whole program', async ({ profile }) => {
  const first = await openStudio(profile);
  const draft = { document: { version: 1, name: 'Unsaved' }, canvas: { zoom: 2 }, origin: { kind: 'new' as const } };
  valueOf(await first.page.evaluate((sent) => window.studio.pipelines.saveDraft(sent), draft));
  first.app.process().kill('SIGKILL');
  await first.app.waitForEvent('close');

  const second = await openStudio(profile);
  const loaded = valueOf(await second.page.evaluate(() => window.studio.pipelines.loadDraft()));
  expect(loaded?.document).toMatchObject({ name: 'Unsaved' });
  await closeStudio(second);
});

test('a dataset whose folder has vanished is still listed, with the reason', async ({ profile }) => {
  const studio = await openStudio(profile);
  const missing = await studio.page.evaluate(() =>
    window.studio.datasets.describe({
      settings: { kind: 'sideBySide', folder: '/nowhere/at/all', direction: 'AtoB', validationFraction: 0.05 },
      origin: { kind: 'new' },
    }),
  );
  expect(missing).toMatchObject({ ok: false, error: { code: 'dataset-missing' } });
  await closeStudio(studio);
});
