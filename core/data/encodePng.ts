/** Pictures as PNG files in memory. */
import sharp from 'sharp';
import type { Pixels } from './pixels.ts';

/** Encodes pixels as they are. */
export async function encodePng(picture: Pixels): Promise<Buffer> {
  const { width, height, channels, data } = picture;
  return await sharp(data, { raw: { width, height, channels } }).png().toBuffer();
}
