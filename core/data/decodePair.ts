/** From a sample's files to its two pictures. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { DataError, errorText } from './dataError.ts';
import { decodeImage, renderSvg } from './decodeImage.ts';
import { deriveInput, type Derivation } from './derive/deriveInput.ts';
import type { PairPictures, Side } from './pairSource.ts';
import { cropColumns } from './pixels.ts';
import type { PixelPair, Pixels } from './pixels.ts';
import { resampleBicubic } from './resampleBicubic.ts';
import { drawingInSheet } from './svgSheet.ts';

/**
 * Reads and decodes both pictures of a pair (RGB, their own sizes; vector drawings at `vectorSize`
 * pixels, photographs that inputs are made from reduced to fit into that).
 * Throws `DataError` with the file's name if one cannot be read or decoded.
 */
export async function decodePair(pictures: PairPictures, vectorSize: number): Promise<PixelPair> {
  if (pictures.layout === 'single') throw new RangeError(`${pictures.file} has no partner.`);
  if (pictures.layout === 'sideBySide') {
    return cutInTwo(await decodeFile(pictures.file, vectorSize), pictures.inputSide);
  }
  if (pictures.layout === 'derived') {
    const photo = await decodeFile(pictures.file, vectorSize);
    return derivePair(fitInto(photo, vectorSize), pictures.derivation);
  }
  const [input, target] = await Promise.all([
    decodeFile(pictures.inputFile, vectorSize),
    decodeFile(pictures.targetFile, vectorSize),
  ]);
  return { input, target };
}

/** Decodes one picture of a sample, which must have that side. Throws as `decodePair` does. */
export async function decodeSide(pictures: PairPictures, side: Side, vectorSize: number): Promise<Pixels> {
  switch (pictures.layout) {
    case 'single':
      return await decodeFile(pictures.file, vectorSize);
    case 'separate':
      return await decodeFile(side === 'input' ? pictures.inputFile : pictures.targetFile, vectorSize);
    case 'sideBySide':
    case 'derived':
      return (await decodePair(pictures, vectorSize))[side];
  }
}

/** Cuts a side-by-side picture. Of an odd width the right half gets the extra column, as in the official code. */
export function cutInTwo(picture: Pixels, inputSide: 'left' | 'right'): PixelPair {
  const half = Math.floor(picture.width / 2);
  const left = cropColumns(picture, 0, half);
  const right = cropColumns(picture, half, picture.width - half);
  return inputSide === 'left' ? { input: left, target: right } : { input: right, target: left };
}

/** Made from what it is given, the input has its size: edges of a full-size photograph would vanish when it is reduced. */
export function derivePair(photo: Pixels, derivation: Derivation): PixelPair {
  return { input: deriveInput(photo, derivation), target: photo };
}

/** Reduced so that neither side is longer than `size` pixels. */
function fitInto(picture: Pixels, size: number): Pixels {
  const scale = Math.min(1, size / Math.max(picture.width, picture.height));
  const scaled = (side: number): number => Math.max(1, Math.round(side * scale));
  return resampleBicubic(picture, scaled(picture.width), scaled(picture.height));
}

/** Decodes content that was already read; the file's name tells a drawing from a picture. */
export async function decodeContent(content: Buffer, file: string, vectorSize: number): Promise<Pixels> {
  return path.extname(file).toLowerCase() === '.svg'
    ? await renderSvg(content, vectorSize)
    : await decodeImage(content);
}

/** Throws `DataError` with the file's name if it cannot be read or decoded. */
export async function decodeFile(file: string, vectorSize: number): Promise<Pixels> {
  try {
    const drawing = await drawingInSheet(file);
    return drawing === undefined
      ? await decodeContent(await readFile(file), file, vectorSize)
      : await renderSvg(drawing, vectorSize);
  } catch (error) {
    const message = `The picture ${file} cannot be read (${errorText(error)}). Repair or remove it, then start again.`;
    throw new DataError('picture-unreadable', message, [file], error);
  }
}
