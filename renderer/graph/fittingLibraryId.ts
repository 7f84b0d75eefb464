/** Which weights of the library belong to a setting. */
import { LIBRARY_IDS, type LibraryId } from '../../core/protocol/libraryIds.ts';

/** Of `perceptual.file` the paper's VGG16; of `evaluation.weights.ID` the network of that name. */
export function fittingLibraryId(path: string): LibraryId {
  return LIBRARY_IDS.find((id) => path.endsWith(`.${id}`)) ?? 'vgg16';
}
