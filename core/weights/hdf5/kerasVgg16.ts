/**
 * Keras' VGG16 (`vgg16_weights_tf_dim_ordering_tf_kernels[_notop].h5`, `.h5`, `.weights.h5`) as a source of weights in
 * torchvision's names, layout and convention.
 *
 * Keras has Oxford's weights, which take blue, green, red from 0 to 255 less the mean; torchvision's take red, green, blue
 * as (x − mean) / std of 0…1. With the same means, x_Keras = 255 · std · x_torchvision, channels turned round. So the
 * kernels of the first layer are turned and multiplied by std / mean(std), and every bias is divided by 255 · mean(std):
 * as all layers are ReLUs, each activation comes out as Keras' own, divided by that number. The built-in VGG16 of HED is
 * converted in the same way (resources/perceptual), so that their losses have one scale.
 */
import type { ByteSource } from '../../files/byteSource.ts';
import { toTorchLayout } from '../layout.ts';
import { decodeFloat32, float32Tensor, type StoredTensor } from '../storedTensor.ts';
import { quoted, WeightsFileError } from '../weightsFileError.ts';
import type { TensorHeader, WeightsSource } from '../weightsSource.ts';
import type { PlacedDataset } from './datasetMessages.ts';
import { hdf5Datasets } from './hdf5File.ts';
import { vgg16PathsIn } from './kerasNames.ts';

/** Of ImageNet, red, green, blue, as torchvision has it. */
const STD = [0.229, 0.224, 0.225] as const;
const MEAN_STD = (STD[0] + STD[1] + STD[2]) / 3;

interface KerasWeight {
  readonly dataset: PlacedDataset;
  readonly isFirst: boolean;
}

export class KerasVgg16 implements WeightsSource {
  readonly format = 'keras-h5';
  readonly notes = [
    'Keras has Oxford’s VGG16: colours are turned from BGR to RGB and scaled as torchvision’s are. These are other weights than torchvision’s.',
  ];
  readonly tensors: ReadonlyMap<string, TensorHeader>;
  readonly #source: ByteSource;
  readonly #weights: ReadonlyMap<string, KerasWeight>;

  private constructor(source: ByteSource, weights: ReadonlyMap<string, KerasWeight>) {
    this.#source = source;
    this.#weights = weights;
    const headers = [...weights].map(([name, { dataset }]): [string, TensorHeader] => [name, { dtype: 'F32', shape: torchShape(dataset) }]); // prettier-ignore
    this.tensors = new Map(headers);
  }

  /** @throws WeightsFileError if the file is damaged or no VGG16 of Keras. */
  static async from(source: ByteSource): Promise<KerasVgg16> {
    const datasets = await hdf5Datasets(source);
    const weights = new Map<string, KerasWeight>();
    for (const [name, path] of vgg16PathsIn(datasets)) {
      weights.set(name, { dataset: datasets.get(path)!, isFirst: name === 'features.0.weight' });
    }
    if (weights.size > 0) return new KerasVgg16(source, weights);
    const some = [...datasets.keys()].slice(0, 3).map(quoted).join(', ');
    throw new WeightsFileError(`This HDF5 file is not a VGG16 of Keras, whose layers are called block1_conv1 or layers/conv2d and so on. It has ${some || 'no numbers'}.`); // prettier-ignore
  }

  async read(name: string): Promise<StoredTensor> {
    const weight = this.#weights.get(name);
    if (!weight) throw new WeightsFileError(`The file has no tensor ${quoted(name)}.`);
    const { dtype, shape, start, byteCount } = weight.dataset;
    const values = decodeFloat32({ dtype, shape, bytes: await this.#source.read(start, byteCount) });
    if (shape.length === 1) return float32Tensor(shape, values.map((value) => value / (255 * MEAN_STD))); // prettier-ignore
    const kernel = weight.isFirst ? fromBgr(values, shape) : values;
    return float32Tensor(torchShape(weight.dataset), toTorchLayout({ kind: 'conv', shape }, kernel));
  }

  async close(): Promise<void> {
    await this.#source.close();
  }
}

function torchShape({ shape }: PlacedDataset): readonly number[] {
  if (shape.length === 1) return shape;
  const [height = 0, width = 0, rows = 0, columns = 0] = shape;
  return [columns, rows, height, width];
}

/** [k, k, 3, C] for blue, green, red → for red, green, blue on torchvision's scale. */
function fromBgr(values: Float32Array, [, , channels = 0, columns = 1]: readonly number[]): Float32Array {
  if (channels !== 3) throw new WeightsFileError('Its first layer does not take colour pictures, as VGG16 does.');
  return values.map((_, at) => {
    const channel = Math.floor(at / columns) % 3;
    const turned = at + (2 - 2 * channel) * columns;
    return (values[turned]! * STD[channel]!) / MEAN_STD;
  });
}
