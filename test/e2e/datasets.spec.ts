// The catalogue in the studio: terms, a download that is stopped and goes on, the check, and photographs as pairs.
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { serve, withFileServer } from '../download/fileServer.ts';
import { tarGzOf } from '../fixtures/tarFile.ts';
import { zipOf } from '../fixtures/zipFile.ts';
import { graveFindings, loadAxe } from './axe.ts';
import { chooseFiles } from './dialogs.ts';
import { dropFiles } from './drop.ts';
import { goTo } from './pages.ts';
import { shoot } from './shoot.ts';
import { closeStudio, expect, openStudio, test } from './studio.ts';

/** A drawing beside the same drawing in colour, another one for every `seed`. */
function sideBySide(seed: number): Promise<Buffer> {
  const half = (x: number, fill: string): string =>
    `<g transform="translate(${x} 0)" fill="${fill}" stroke="black" stroke-width="4"><circle cx="128" cy="${100 + (seed % 3) * 30}" r="${40 + (seed % 5) * 14}"/><rect x="40" y="${150 + (seed % 4) * 12}" width="176" height="40"/></g>`;
  const drawing = `<svg xmlns="http://www.w3.org/2000/svg" width="512" height="256"><rect width="512" height="256" fill="white"/>${half(0, 'none')}${half(256, `hsl(${seed * 47} 60% 55%)`)}</svg>`;
  return sharp(Buffer.from(drawing)).jpeg({ quality: 90 }).toBuffer();
}

async function archiveOf(names: readonly string[]): Promise<Buffer> {
  const pictures = names.map(async (name, at) => [`facades/${name}`, await sideBySide(at)] as const);
  return await tarGzOf({
    ...Object.fromEntries(await Promise.all(pictures)),
    'facades/train/broken.jpg': 'no picture',
  });
}

test('a dataset is fetched from the catalogue after its terms, stopped, gone on with, checked and listed', async ({
  profile,
}) => {
  const names = Array.from({ length: 14 }, (_, at) => `${at < 12 ? 'train' : 'val'}/${at}.jpg`);
  const archive = await archiveOf(names);
  await withFileServer(async (server) => {
    const studio = await openStudio(profile, { OMGD_DATASET_MIRROR: new URL('.', server.address).href });
    const { page, pageErrors } = studio;
    await page.getByRole('navigation').first().getByText('Datasets').click();
    const list = page.getByRole('navigation', { name: 'Datasets' });
    await list.getByRole('button', { name: /facades/ }).click();
    const detail = page.getByRole('article', { name: 'facades' });
    await expect(detail.getByText('CMP Facade Database. Read its page')).toBeVisible();
    await expect(detail.getByRole('button', { name: 'Download' })).toBeDisabled();
    await shoot(page, 'datasets-catalogue');
    await detail.getByRole('checkbox').check();
    server.answerWith((_, response) => {
      response.writeHead(200, { 'content-length': archive.length, etag: '"one"' });
      response.write(archive.subarray(0, archive.length >> 1));
    });
    await detail.getByRole('button', { name: 'Download' }).click();
    await expect(detail.getByText(/MB of .* MB · \d+ %/)).toBeVisible();
    await shoot(page, 'datasets-downloading');
    await detail.getByRole('button', { name: 'Stop' }).click();
    await expect(list.getByText('partly downloaded')).toBeVisible();
    server.answerWith(serve(archive));
    await detail.getByRole('button', { name: 'Go on downloading' }).click();
    const known = page.getByRole('article', { name: 'facades' }).getByRole('region', { name: 'Check of every file' });
    await expect(known.getByText('14 of 15 pairs can be used', { exact: false })).toBeVisible();
    await known.getByText('broken or cut off').click();
    await expect(known.getByText('broken.jpg')).toBeVisible();
    await expect(page.getByText('CMP Facade Database (Tyleček', { exact: false })).toBeVisible();
    expect(server.ranges.at(-1)).toBe(`bytes=${archive.length >> 1}-`);
    await shoot(page, 'datasets-downloaded');
    // The broken picture has no thumbnails; nothing else is wrong.
    expect(pageErrors.filter((error) => !error.includes('404'))).toEqual([]);
    await closeStudio(studio);
  });
});

test('a folder of photographs becomes pairs of edges and photographs', async ({ profile, studio }) => {
  const { page, pageErrors } = studio;
  const folder = join(profile, 'holiday');
  await mkdir(folder);
  for (let at = 0; at < 8; at++) {
    const right = sharp(await sideBySide(at)).extract({ left: 256, top: 0, width: 256, height: 256 });
    await right.toFile(join(folder, `${at}.png`));
  }
  await page.getByRole('navigation').first().getByText('Pipeline').click();
  await dropFiles(page, [folder]);
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('edges → photo').first()).toBeVisible();
  await shoot(page, 'datasets-photos');
  expect(pageErrors).toEqual([]);
});

test('a folder without splits is divided after a look at what comes of it, near-duplicates together', async ({
  profile,
  studio,
}) => {
  const { page, pageErrors } = studio;
  const folder = join(profile, 'drawings');
  await mkdir(folder);
  for (let at = 0; at < 12; at++) await sharp(await sideBySide(at)).toFile(join(folder, `${at}.png`));
  await sharp(await sideBySide(0))
    .jpeg({ quality: 60 })
    .toFile(join(folder, 'again.jpg'));
  await goTo(page, 'Datasets');
  await chooseFiles(studio, folder);
  await page.getByRole('button', { name: 'Add a folder…' }).click();
  await page.getByRole('dialog').getByRole('button', { name: /^Add/ }).click();
  const detail = page.getByRole('article', { name: 'drawings' });
  await detail.getByRole('button', { name: 'Divide…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Divide “drawings”' });
  await dialog.getByLabel('To watch and measure').fill('30');
  await dialog.getByLabel('To watch and measure').blur();
  await dialog.getByRole('button', { name: 'Look what comes of it' }).click();
  await expect(dialog.getByText('One group of near-duplicates stays together')).toBeVisible();
  expect(existsSync(join(folder, 'omgd-split.json'))).toBe(false);
  await shoot(page, 'datasets-split');
  await loadAxe(page);
  expect(await graveFindings(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Write the split' }).click();
  await expect(detail.getByText('Divided by omgd-split.json')).toBeVisible();
  expect(existsSync(join(folder, 'omgd-split.json'))).toBe(true);
  expect(pageErrors).toEqual([]);
});

test('Cityscapes of one’s own becomes pairs after a look at them', async ({ profile, studio }) => {
  const { page, pageErrors } = studio;
  const archives: string[] = [];
  for (const [part, ending] of [
    ['gtFine', 'gtFine_color'],
    ['leftImg8bit', 'leftImg8bit'],
  ] as const) {
    const files: Record<string, Buffer> = {};
    for (const name of ['train/aachen/aachen_000001_000019', 'val/ulm/ulm_000001_000019']) {
      const half = sharp(await sideBySide(name.length)).extract({ left: 0, top: 0, width: 256, height: 128 });
      files[`${part}/${name}_${ending}.png`] = await half.png().toBuffer();
    }
    for (const [name, content] of Object.entries(files)) {
      await mkdir(join(profile, dirname(name)), { recursive: true });
      await writeFile(join(profile, name), content);
    }
    archives.push(join(profile, `${part}.zip`));
    await writeFile(archives.at(-1)!, zipOf(files));
  }
  await goTo(page, 'Datasets');
  await page.getByRole('navigation', { name: 'Datasets' }).getByRole('button', { name: /Cityscapes|cityscapes/ }).click(); // prettier-ignore
  const detail = page.getByRole('article', { name: /[Cc]ityscapes/ });
  // Its archives, chosen the wrong way round and then the right one; nothing is unpacked yet.
  for (const index of [0, 1]) {
    await chooseFiles(studio, archives[1 - index]!);
    await detail.getByRole('button', { name: 'Archive…' }).nth(index).click();
  }
  await expect(detail.getByRole('alert')).toContainText('It holds "leftImg8bit", the other part.');
  for (const index of [0, 1]) {
    await chooseFiles(studio, archives[index]!);
    await detail.getByRole('button', { name: 'Archive…' }).nth(index).click();
  }
  await expect(detail.getByText('1 to learn from and 1 for the end')).toBeVisible();
  await expect(detail.getByText(/Unpacked, the archives take/)).toBeVisible();
  await expect(detail.getByRole('alert')).toBeHidden();
  await expect(detail.getByRole('img', { name: 'Pair 1' })).toBeVisible();
  await shoot(page, 'datasets-cityscapes-archives');
  for (const [index, part] of ['gtFine', 'leftImg8bit'].entries()) {
    await chooseFiles(studio, join(profile, part));
    await detail.getByRole('button', { name: 'Folder…' }).nth(index).click();
  }
  await expect(detail.getByText('1 to learn from and 1 for the end')).toBeVisible();
  await shoot(page, 'datasets-cityscapes');
  await loadAxe(page);
  expect(await graveFindings(page)).toEqual([]);
  await detail.getByRole('button', { name: 'Make the pairs' }).click();
  await expect(page.getByText('The pairs of Cityscapes are made and listed.')).toBeVisible();
  expect(existsSync(join(profile, 'data', 'datasets', 'cityscapes', 'train', '0.jpg'))).toBe(true);
  expect(pageErrors).toEqual([]);
});
