/** The one importer: opens a weights file of any known format, told apart by its first bytes and not by its name. */
import { openFileSource, type ByteSource } from '../files/byteSource.ts';
import { HDF5_SIGNATURE } from './hdf5/hdf5File.ts';
import { KerasVgg16 } from './hdf5/kerasVgg16.ts';
import { openLegacyContainer } from './pytorch/legacyContainer.ts';
import { TorchFile } from './pytorch/torchFile.ts';
import { openZipContainer } from './pytorch/zipContainer.ts';
import { SafetensorsFile } from './safetensorsFile.ts';
import { WeightsFileError } from './weightsFileError.ts';
import type { WeightsSource } from './weightsSource.ts';

const FIRST_BYTES = 10;

/**
 * safetensors, PyTorch `.pth`/`.pt` in both containers, Keras' VGG16. Nothing in the file is run; sizes that it claims are checked against
 * its length before anything is allocated.
 * @throws WeightsFileError with the path in the message, or the file system's error if the file cannot be opened.
 */
export async function openWeights(path: string): Promise<WeightsSource> {
  const source = await openFileSource(path);
  try {
    return await openWeightsFrom(source);
  } catch (error) {
    await source.close();
    if (!(error instanceof WeightsFileError)) throw error;
    throw new WeightsFileError(`${path}: ${error.message}`, { cause: error });
  }
}

/** As `openWeights`, from any bytes. Closing the result closes `source`. */
export async function openWeightsFrom(source: ByteSource): Promise<WeightsSource> {
  const first = await source.read(0, Math.min(FIRST_BYTES, source.byteCount));
  const checked = refusingPlacesOutside(source);
  if (startsWith(first, 'PK')) return new TorchFile(checked, await openZipContainer(checked));
  if (startsWith(first, HDF5_SIGNATURE)) return await KerasVgg16.from(checked);
  if (startsWith(first, '\x80')) return new TorchFile(checked, await openLegacyContainer(checked));
  // Safetensors have no mark of their own: eight bytes of length, then a JSON object.
  if (first[8] === '{'.charCodeAt(0)) return await SafetensorsFile.from(checked);
  throw new WeightsFileError(
    'This is no weights file that OMGD Studio knows. It reads safetensors (.safetensors), PyTorch (.pth, .pt) and Keras’ VGG16 (.h5).',
  );
}

/** The readers ask for bytes at places that the file names; a place outside of it is a fault of the file. */
function refusingPlacesOutside(source: ByteSource): ByteSource {
  return {
    ...source,
    async read(start, byteCount) {
      try {
        return await source.read(start, byteCount);
      } catch (error) {
        if (!(error instanceof RangeError)) throw error;
        throw new WeightsFileError(`${error.message} It is cut off or damaged.`, { cause: error });
      }
    },
  };
}

function startsWith(bytes: Uint8Array, mark: string): boolean {
  return [...mark].every((character, index) => bytes[index] === character.charCodeAt(0));
}
