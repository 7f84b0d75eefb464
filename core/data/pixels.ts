/** 8-bit pictures in memory, and the small operations on them. */

/** Rows of interleaved channels: `data[(y * width + x) * channels + c]`. RGB or grey. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly channels: 1 | 3;
  readonly data: Uint8Array;
}

/** A pair of pictures, the direction already applied. */
export interface PixelPair {
  readonly input: Pixels;
  readonly target: Pixels;
}

/** Copies the columns `left` … `left + width − 1`. */
export function cropColumns(picture: Pixels, left: number, width: number): Pixels {
  const { height, channels } = picture;
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    const start = (y * picture.width + left) * channels;
    data.set(picture.data.subarray(start, start + width * channels), y * width * channels);
  }
  return { width, height, channels, data };
}

/** One picture of two with the same height and channels, `left` first. */
export function joinSideBySide(left: Pixels, right: Pixels): Pixels {
  const { height, channels } = left;
  const width = left.width + right.width;
  const data = new Uint8Array(width * height * channels);
  for (let y = 0; y < height; y++) {
    const start = y * width * channels;
    const [leftLength, rightLength] = [left.width * channels, right.width * channels];
    data.set(left.data.subarray(y * leftLength, (y + 1) * leftLength), start);
    data.set(right.data.subarray(y * rightLength, (y + 1) * rightLength), start + leftLength);
  }
  return { width, height, channels, data };
}

/** Grey as red, green and blue alike. */
export function toRgb(picture: Pixels): Pixels {
  if (picture.channels === 3) return picture;
  const { width, height } = picture;
  const data = new Uint8Array(width * height * 3);
  picture.data.forEach((level, pixel) => data.fill(level, 3 * pixel, 3 * pixel + 3));
  return { width, height, channels: 3, data };
}

/** Luma after ITU-R 601-2 in 16-bit fixed point, exactly Pillow's "L": (19595 R + 38470 G + 7471 B + 2¹⁵) / 2¹⁶. */
export function toGrey(picture: Pixels): Pixels {
  if (picture.channels === 1) return picture;
  const { width, height, data } = picture;
  const grey = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < grey.length; pixel++, at += 3) {
    grey[pixel] = (data[at]! * 19595 + data[at + 1]! * 38470 + data[at + 2]! * 7471 + 0x8000) >> 16;
  }
  return { width, height, channels: 1, data: grey };
}
