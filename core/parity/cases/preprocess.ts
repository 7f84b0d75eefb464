/** Loading a picture: cut, resize, crop, mirror and scale to floats as the official transforms do, and back to 8 bits. */
import { z } from 'zod';
import { cutInTwo } from '../../data/decodePair.ts';
import { toPixels, writeCrop, type Crop } from '../../data/floatImage.ts';
import type { Pixels } from '../../data/pixels.ts';
import { resampleBicubic } from '../../data/resampleBicubic.ts';
import { nhwcToNchw, nchwToNhwc } from '../../weights/layout.ts';
import type { CaseCheck } from '../context.ts';
import type { CaseTensors } from '../referenceSet.ts';

const configSchema = z.looseObject({
  load_size: z.int().min(1),
  crop_size: z.int().min(1),
  /** Left and top. */
  crop_pos: z.tuple([z.int().min(0), z.int().min(0)]),
  upsample_to: z.int().min(1),
});

/** A resampler that is not Pillow's differs by whole grey levels (8e-3), so rounding alone is allowed for. */
const TOLERANCE = 1e-6;

export const checkPreprocess: CaseCheck = (_context, entry, tensors, report) => {
  const config = configSchema.parse(entry.config);
  const pair = cutInTwo(storedPixels(tensors, 'AB_u8_hwc'), 'left');
  const [left, top] = config.crop_pos;
  for (const flip of [false, true]) {
    const crop: Crop = { left, top, size: config.crop_size, flip };
    const suffix = flip ? '.flipped' : '';
    compare(`aligned.A${suffix}`, resized(pair.input, config.load_size), crop);
    compare(`aligned.B${suffix}`, resized(pair.target, config.load_size), crop);
  }
  const single = storedPixels(tensors, 'single_u8_hwc');
  compare('single.eval', resized(single, config.crop_size), whole(config.crop_size));
  compare('single.upsampled', resized(single, config.upsample_to), whole(config.upsample_to));
  const expectedBytes = tensors.values('tensor2im.u8_hwc');
  report.tensor('tensor2im.u8_hwc', storedImage(tensors, 'tensor2im.input').data, expectedBytes, 0);

  function compare(output: string, picture: Pixels, crop: Crop): void {
    const { size } = crop;
    const floats = new Float32Array(size * size * picture.channels);
    writeCrop(picture, crop, floats, 0);
    const actual = nhwcToNchw(floats, [1, picture.channels, size, size]);
    report.tensor(output, actual, tensors.values(output), TOLERANCE);
  }
};

function resized(picture: Pixels, size: number): Pixels {
  return resampleBicubic(picture, size, size);
}

function whole(size: number): Crop {
  return { left: 0, top: 0, size, flip: false };
}

/** Raw pixels of the case, stored as height × width × channels. */
function storedPixels(tensors: CaseTensors, name: string): Pixels {
  const [height = 0, width = 0, channels = 0] = tensors.stored(name).shape;
  if (channels !== 1 && channels !== 3) throw new Error(`The picture "${name}" has ${String(channels)} channels.`);
  return { width, height, channels, data: Uint8Array.from(tensors.values(name)) };
}

/** A float image of the case, stored as channels × height × width, turned into 8-bit pixels. */
function storedImage(tensors: CaseTensors, name: string): Pixels {
  const [channels = 0, height = 0, width = 0] = tensors.stored(name).shape;
  const floats = nchwToNhwc(tensors.values(name), [1, channels, height, width]);
  return toPixels(floats, [1, height, width, channels]);
}
