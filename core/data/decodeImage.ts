/** Reading a picture file into upright 8-bit RGB pixels, whatever kind of picture it is. */
import sharp from 'sharp';
import type { OutputInfo, Sharp } from 'sharp';
import type { Pixels } from './pixels.ts';

/** OpenMoji's drawings and most icons are laid out at 72 dots per inch. */
const SVG_DOTS_PER_INCH = 72;

/**
 * Decodes the first picture of a file's content: turned upright after its EXIF tag, transparent parts on white, grey,
 * CMYK, palettes, colour profiles and 16 bits converted to 8-bit sRGB. Throws sharp's error for a broken or cut-off file.
 */
export async function decodeImage(content: Buffer): Promise<Pixels> {
  const { data, info } = await toRgb(sharp(content)).toBuffer({ resolveWithObject: true });
  return rgbPixels(data, info);
}

/** Renders a vector drawing onto white, fitted into `size` × `size` pixels. */
export async function renderSvg(content: Buffer, size: number): Promise<Pixels> {
  const { width = size, height = size } = await sharp(content).metadata();
  const density = (SVG_DOTS_PER_INCH * size) / Math.max(width, height);
  const drawing = sharp(content, { density }).resize(size, size, { fit: 'contain', background: 'white' });
  const { data, info } = await toRgb(drawing).toBuffer({ resolveWithObject: true });
  return rgbPixels(data, info);
}

function toRgb(image: Sharp): Sharp {
  return image.autoOrient().flatten({ background: 'white' }).toColourspace('srgb').raw();
}

function rgbPixels(data: Buffer, info: OutputInfo): Pixels {
  if (info.channels !== 3) throw new Error(`the decoder returned ${info.channels} channels instead of 3`);
  return { width: info.width, height: info.height, channels: 3, data };
}

/** What is special about a picture file; see `problems.ts` for the words. */
type ImageTrait = 'rotated' | 'transparent' | 'grey' | 'cmyk' | 'high-bit-depth' | 'animated';

/** Reads a file's header. Transparency is reported only if some pixel is transparent. */
export async function readTraits(content: Buffer): Promise<ImageTrait[]> {
  const header = await sharp(content).metadata();
  const traits: ImageTrait[] = [];
  if ((header.orientation ?? 1) !== 1) traits.push('rotated');
  if (header.hasAlpha && !(await sharp(content).stats()).isOpaque) traits.push('transparent');
  if (header.space === 'b-w' || header.space === 'grey16') traits.push('grey');
  if (header.space === 'cmyk') traits.push('cmyk');
  if (header.depth !== 'uchar') traits.push('high-bit-depth');
  if ((header.pages ?? 1) > 1) traits.push('animated');
  return traits;
}
