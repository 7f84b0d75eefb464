/** What the sizes of a pair's pictures tell: too small, cut in the wrong place, not of the same view. */
import type { PairPictures } from './pairSource.ts';
import type { Pixels } from './pixels.ts';
import type { ProblemNotice } from './problems.ts';

type Size = Pick<Pixels, 'width' | 'height'>;
type SeparatePictures = Extract<PairPictures, { layout: 'separate' }>;

/** Proportions may differ by this factor before pictures count as different views: one pixel's rounding in 50. */
const PROPORTION_TOLERANCE = 1.02;
/** Pixels. */
const LEAST_SIDE = 2;

/** `first` and `second` are the pictures of the pair's files; the same one where both come from one file. */
export function checkSizes(first: Pixels, second: Pixels, places: PairPictures, cropSize: number): ProblemNotice[] {
  switch (places.layout) {
    case 'sideBySide':
      return checkHalves(first, places.file, cropSize);
    case 'derived':
    case 'single':
      return checkLeastSize(first, places.file, cropSize);
    case 'separate':
      return checkPartners(first, second, places, cropSize);
  }
}

/** A side-by-side picture: is it one, and are its halves large enough? */
function checkHalves(picture: Pixels, file: string, cropSize: number): ProblemNotice[] {
  const detail = sizeText(picture);
  const notices: ProblemNotice[] = [];
  if (picture.width <= picture.height) notices.push({ code: 'not-side-by-side', file, detail });
  if (picture.width % 2 === 1) notices.push({ code: 'odd-width', file, detail });
  const smallerHalf = { width: Math.floor(picture.width / 2), height: picture.height };
  return [...notices, ...checkLeastSize(smallerHalf, file, cropSize)];
}

/** Two pictures of one size and large enough? */
function checkPartners(input: Pixels, target: Pixels, places: SeparatePictures, cropSize: number) {
  return [
    ...checkLeastSize(input, places.inputFile, cropSize),
    ...checkLeastSize(target, places.targetFile, cropSize),
    ...compareSizes(input, target, places.inputFile),
  ];
}

function checkLeastSize(picture: Size, file: string, cropSize: number): ProblemNotice[] {
  const side = Math.min(picture.width, picture.height);
  if (side < LEAST_SIDE) return [{ code: 'too-small', file, detail: sizeText(picture) }];
  if (side < cropSize) return [{ code: 'enlarged', file, detail: `${sizeText(picture)}, crop size ${cropSize}` }];
  return [];
}

function compareSizes(input: Size, target: Size, file: string): ProblemNotice[] {
  if (input.width === target.width && input.height === target.height) return [];
  const detail = `input ${sizeText(input)}, target ${sizeText(target)}`;
  const stretch = (input.width * target.height) / (input.height * target.width);
  const proportional = Math.max(stretch, 1 / stretch) <= PROPORTION_TOLERANCE;
  return [{ code: proportional ? 'size-mismatch' : 'shape-mismatch', file, detail }];
}

function sizeText(picture: Size): string {
  return `${picture.width} × ${picture.height} px`;
}
