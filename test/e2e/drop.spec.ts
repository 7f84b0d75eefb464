// Files that a person drops on the window.
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { dropFiles } from './drop.ts';
import { expect, heardOf, hearEvents, test } from './studio.ts';

test('a dropped folder of side-by-side pictures is understood, and nothing is written yet', async ({
  profile,
  studio,
}) => {
  const { page } = studio;
  const folder = join(profile, 'shoes', 'train');
  await mkdir(folder, { recursive: true });
  for (const name of ['one', 'two', 'three']) {
    const picture = sharp({ create: { width: 64, height: 32, channels: 3, background: 'teal' } });
    await picture.png().toFile(join(folder, `${name}.png`));
  }
  await hearEvents(page);
  await dropFiles(page, [join(profile, 'shoes')]);
  await expect.poll(() => heardOf(page, 'folder-dropped')).toHaveLength(1);
  const [dropped] = await heardOf(page, 'folder-dropped');
  expect(dropped?.result).toMatchObject({
    ok: true,
    value: { problem: null },
  });
  const readings = dropped?.result.ok ? dropped.result.value.readings : [];
  // Whatever else a folder of pictures could be, this comes first.
  expect(readings[0]?.description).toMatchObject({ kind: 'sideBySide', name: 'shoes' });
  expect(readings.at(-1)?.description.kind).toBe('photos');
  const known = await page.evaluate(() => window.studio.datasets.list());
  expect(known.ok && known.value.every(({ isBuiltIn }) => isBuiltIn)).toBe(true);
});

test('a dropped pipeline file is opened and becomes a recent file', async ({ profile, studio }) => {
  const { page } = studio;
  const file = join(profile, 'mine.omgd.json');
  await writeFile(file, JSON.stringify({ version: 1, name: 'Mine', dataset: { kind: 'emoji' } }));
  await hearEvents(page);
  await dropFiles(page, [file]);
  await expect.poll(() => heardOf(page, 'pipeline-opened')).toHaveLength(1);
  const [opened] = await heardOf(page, 'pipeline-opened');
  expect(opened?.result).toMatchObject({
    ok: true,
    value: { file: { name: 'mine.omgd.json' }, document: { name: 'Mine' } },
  });
  const recents = await page.evaluate(() => window.studio.pipelines.recents());
  expect(recents).toMatchObject({ ok: true, value: [{ file: { path: file }, exists: true }] });
});
