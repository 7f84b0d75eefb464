/** The pixels behind a picture's address. */
import type { PictureData } from '../../preview/difference.ts';

/** Throws an `Error` with a sentence if the picture cannot be loaded. */
export async function loadPixels(url: string): Promise<PictureData> {
  const image = new Image();
  image.crossOrigin = 'anonymous';
  image.src = url;
  try {
    await image.decode();
  } catch {
    throw new Error('The picture is not there any more. Choose another step or sample.');
  }
  const { naturalWidth: width, naturalHeight: height } = image;
  const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true });
  if (!context) throw new Error('This computer gives no canvas to read the picture with.');
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, width, height);
}
