// The catalogue in the studio: terms, a download that is stopped and goes on, the check, and photographs as pairs.
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { serve, withFileServer } from '../download/fileServer.ts';
import { tarGzOf } from '../fixtures/tarFile.ts';
import { dropFiles } from './drop.ts';
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
