/** What an exported model must be given, if its dataset made the inputs out of photographs. */
import type { PhotoSettings } from '../data/settings.ts';

/** One sentence. `loadSize`: edge in pixels at which the inputs are made, in training. */
export function photoInputs(settings: PhotoSettings, loadSize: number): string {
  return `${MADE[settings.task](settings)}, at ${loadSize}×${loadSize} pixels`;
}

const MADE: Readonly<Record<PhotoSettings['task'], (settings: PhotoSettings) => string>> = {
  edges: ({ edgeSmoothing, edgeDetail }) =>
    `black lines on white after Canny (σ ${edgeSmoothing} pixels, the steepest ${percent(edgeDetail)} start a line)`,
  colour: () => 'the photograph in grey, three equal channels',
  sharpen: ({ blurRadius }) => `the photograph blurred (Gaussian, σ ${blurRadius} pixels)`,
  enlarge: ({ shrinkFactor }) => `the photograph reduced ${shrinkFactor} times and stretched again (bicubic)`,
};

function percent(share: number): string {
  return `${Number((share * 100).toPrecision(3))} % of pixels`;
}
