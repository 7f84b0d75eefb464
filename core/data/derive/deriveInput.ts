/** From a photograph to the input that a network learns to turn back into it. */
import type { Pixels } from '../pixels.ts';
import { toGrey, toRgb } from '../pixels.ts';
import { resampleBicubic } from '../resampleBicubic.ts';
import type { PhotoSettings } from '../settings.ts';
import { drawEdges } from './canny.ts';
import { smooth } from './gaussian.ts';

/** What is taken from the photograph, and how. Plain data: it travels with every sample. */
export type Derivation = Pick<PhotoSettings, 'task' | 'edgeSmoothing' | 'edgeDetail' | 'blurRadius' | 'shrinkFactor'>;

/** The same input every time, RGB, of the size of `photo`. */
export function deriveInput(photo: Pixels, derivation: Derivation): Pixels {
  switch (derivation.task) {
    case 'edges':
      return toRgb(drawEdges(photo, { smoothing: derivation.edgeSmoothing, detail: derivation.edgeDetail }));
    case 'colour':
      return toRgb(toGrey(photo));
    case 'sharpen':
      return blur(photo, derivation.blurRadius);
    case 'enlarge':
      return shrinkAndStretch(photo, derivation.shrinkFactor);
  }
}

function blur(photo: Pixels, sigma: number): Pixels {
  const { width, height, channels } = photo;
  const data = new Uint8Array(photo.data.length);
  for (let channel = 0; channel < channels; channel++) {
    const plane = new Float32Array(width * height);
    for (let pixel = 0; pixel < plane.length; pixel++) plane[pixel] = photo.data[pixel * channels + channel]!;
    const smoothed = smooth({ width, height, data: plane }, sigma).data;
    for (let pixel = 0; pixel < plane.length; pixel++) data[pixel * channels + channel] = Math.round(smoothed[pixel]!);
  }
  return { width, height, channels, data };
}

/** Bicubic both ways: networks here keep the size, so what is low in resolution is stretched before it goes in. */
function shrinkAndStretch(photo: Pixels, factor: number): Pixels {
  const { width, height } = photo;
  const [smallWidth, smallHeight] = [width, height].map((side) => Math.max(1, Math.round(side / factor)));
  return resampleBicubic(resampleBicubic(photo, smallWidth!, smallHeight!), width, height);
}
