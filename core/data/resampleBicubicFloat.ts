/**
 * Bicubic resizing in floats as Pillow does it for pictures of mode "F", channel by channel: nothing is rounded to whole
 * grey levels. It is the "clean" resize of Parmar et al., "On aliased resizing and surprising subtleties in GAN
 * evaluation" (2022).
 */
import type { Pixels } from './pixels.ts';
import { exactTaps } from './resampleBicubic.ts';

/** `width` × `height` pixels of the picture's channels, 0 … 255, cut off where the kernel overshoots. */
export function resampleBicubicFloat(picture: Pixels, width: number, height: number): Float32Array<ArrayBuffer> {
  const { channels } = picture;
  const rows = alongRows(picture, width);
  const taps = exactTaps(picture.height, height);
  const rowLength = width * channels;
  const result = new Float32Array(rowLength * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let column = 0; column < rowLength; column++) {
      let sum = 0;
      for (let tap = 0; tap < taps.count[y]!; tap++) {
        sum += rows[(taps.first[y]! + tap) * rowLength + column]! * taps.weights[y * taps.stride + tap]!;
      }
      result[at++] = Math.min(255, Math.max(0, sum));
    }
  }
  return result;
}

function alongRows({ width: inputWidth, height, channels, data }: Pixels, width: number): Float32Array {
  const taps = exactTaps(inputWidth, width);
  const result = new Float32Array(width * height * channels);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const start = (y * inputWidth + taps.first[x]!) * channels;
      for (let channel = 0; channel < channels; channel++) {
        let sum = 0;
        for (let tap = 0; tap < taps.count[x]!; tap++) {
          sum += data[start + tap * channels + channel]! * taps.weights[x * taps.stride + tap]!;
        }
        result[at++] = sum;
      }
    }
  }
  return result;
}
