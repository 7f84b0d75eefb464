/** Picture sizes that the networks can take. */
import { sizeMultipleOf } from '../../networks/generators.ts';
import { participantsOf, trainedTeachers } from '../roles.ts';
import { error, type Check } from './finding.ts';

export const cropFitsLoad: Check = ({ preprocess: { loadSize, cropSize } }) => {
  if (cropSize <= loadSize) return [];
  return [
    error(
      'preprocess.cropSize',
      `preprocess.cropSize is ${cropSize}, but pictures are loaded at preprocess.loadSize ${loadSize}; ` +
        `a crop can be at most as large as the picture. Set cropSize to ${loadSize} or less.`,
    ),
  ];
};

/** Generators halve the picture and double it again; only multiples come out at the size they went in. */
export const cropFitsGenerators: Check = (document) => {
  const { cropSize } = document.preprocess;
  return participantsOf(document).flatMap(({ path, settings: { architecture } }) => {
    const multiple = sizeMultipleOf(architecture);
    if (cropSize % multiple === 0) return [];
    const right = Math.max(multiple, Math.round(cropSize / multiple) * multiple);
    return [
      error(
        'preprocess.cropSize',
        `preprocess.cropSize is ${cropSize}, but ${path} is a ${architecture}, which needs a multiple of ${multiple}, ` +
          `such as ${right}${multiple === 256 ? ', or choose a resnet for smaller pictures' : ''}.`,
      ),
    ];
  });
};

/** Each halving convolution of a patch discriminator halves the picture; two more 4×4 ones take a pixel each. */
export const discriminatorFitsCrop: Check = (document) => {
  const { discriminator, method, preprocess } = document;
  const { cropSize } = preprocess;
  if (discriminator.kind === 'pixel' || (method === 'omgd' && trainedTeachers(document).length === 0)) return [];
  const halvings = discriminator.kind === 'n_layers' ? discriminator.nLayers : 3;
  const smallest = 3 * 2 ** halvings;
  if (cropSize >= smallest) return [];
  return [
    error(
      'preprocess.cropSize',
      `preprocess.cropSize is ${cropSize}, but the ${discriminator.kind} discriminator halves it ${halvings} times and then ` +
        `needs 3 pixels. Set cropSize to at least ${smallest}, or use a pixel discriminator.`,
    ),
  ];
};
