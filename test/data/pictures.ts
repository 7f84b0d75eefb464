/** Makes real picture files for the data tests. */
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestContext } from 'node:test';
import sharp from 'sharp';
import type { Sharp } from 'sharp';

/** A folder that is deleted after the test. */
export async function temporaryFolder(context: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'omgd-data-'));
  context.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** A picture in which every pixel differs, and which differs for every `seed`. */
export function pattern(width: number, height: number, seed = 0): Sharp {
  const data = Buffer.alloc(width * height * 3);
  for (let at = 0; at < data.length; at++) data[at] = (at * 37 + (at >> 4) * 11 + seed * 101) % 256;
  return sharp(data, { raw: { width, height, channels: 3 } });
}

/** Writes content below a folder, making folders on the way; answers with the path. */
export async function writeBelow(folder: string, name: string, content: Buffer | string): Promise<string> {
  const file = path.join(folder, name);
  await mkdir(path.dirname(file), { recursive: true });
  await writeFile(file, content);
  return file;
}

/** `count` side-by-side PNGs `<prefix>0.png` …, each with halves of `side` × `side` pixels. */
export async function writeSideBySide(folder: string, prefix: string, count: number, side = 24): Promise<void> {
  for (let index = 0; index < count; index++) {
    await writeBelow(
      folder,
      `${prefix}${index}.png`,
      await pattern(2 * side, side, index)
        .png()
        .toBuffer(),
    );
  }
}
