/**
 * What a weights file may call: rebuilding a tensor, an ordered table, and nothing else. Every other name in a pickle is
 * refused before anything is done with it, so a file cannot make this program run anything.
 */
import { elementCount, type Dtype } from '../storedTensor.ts';
import { quoted, WeightsFileError } from '../weightsFileError.ts';
import {
  PickleDict,
  PickleGlobal,
  PickleList,
  PickleTuple,
  TorchStorage,
  TorchTensor,
  type PickleValue,
} from './pickleValues.ts';

const DTYPE_OF_STORAGE: Readonly<Record<string, Dtype>> = {
  DoubleStorage: 'F64',
  FloatStorage: 'F32',
  HalfStorage: 'F16',
  BFloat16Storage: 'BF16',
  LongStorage: 'I64',
  IntStorage: 'I32',
  ByteStorage: 'U8',
  BoolStorage: 'U8',
};
const STORAGE_NAME = /^torch\.(?:cuda\.)?(\w+Storage)$/;

type Construct = (args: readonly PickleValue[]) => PickleValue;

const CONSTRUCTORS: Readonly<Record<string, Construct>> = {
  'collections.OrderedDict': orderedDict,
  'torch._utils._rebuild_tensor': rebuildTensor,
  'torch._utils._rebuild_tensor_v2': rebuildTensor,
  'torch._utils._rebuild_parameter': ([tensor]) => {
    if (tensor instanceof TorchTensor) return tensor;
    throw new WeightsFileError('A parameter of the file holds something that is not a tensor.');
  },
};

/** The global of this name. @throws WeightsFileError naming it unless it belongs to rebuilding tensors. */
export function admitGlobal(module: string, name: string): PickleGlobal {
  const full = `${module}.${name}`;
  if (Object.hasOwn(CONSTRUCTORS, full)) return new PickleGlobal(full);
  const storage = STORAGE_NAME.exec(full)?.[1];
  if (storage !== undefined) {
    if (Object.hasOwn(DTYPE_OF_STORAGE, storage)) return new PickleGlobal(full);
    throw new WeightsFileError(`The file holds tensors of the type ${quoted(full)}, which OMGD Studio cannot read.`);
  }
  throw new WeightsFileError(
    `The file wants to use ${quoted(full)}. Only tensors are read from weights files, nothing in them is run. ` +
      'If you trust the file, load it in PyTorch and save its weights alone: torch.save(network.state_dict(), path).',
  );
}

export function construct(global: PickleValue, args: PickleValue): PickleValue {
  const make = global instanceof PickleGlobal ? CONSTRUCTORS[global.name] : undefined;
  if (make && args instanceof PickleTuple) return make(args.items);
  throw new WeightsFileError('The file calls something that cannot be called. It is damaged or hostile.');
}

/** Empty, or of a list of pairs: so does Python 2 write it, with which the weights of LPIPS and older ones were saved. */
function orderedDict(args: readonly PickleValue[]): PickleDict {
  const dict = new PickleDict();
  const [pairs, ...others] = args;
  if (pairs === undefined) return dict;
  const unusual = new WeightsFileError('A table of the file is built in a way that torch.save does not use.');
  if (!(pairs instanceof PickleList) || others.length > 0) throw unusual;
  for (const pair of pairs.items) {
    const [key, value, ...more] = pair instanceof PickleList || pair instanceof PickleTuple ? pair.items : [];
    if ((typeof key !== 'string' && typeof key !== 'number') || value === undefined || more.length > 0) throw unusual;
    dict.entries.set(key, value);
  }
  return dict;
}

/** `('storage', type, key, location, number of elements)`, and in old files a view of another storage, always None. */
export function persistentStorage(id: PickleValue): TorchStorage {
  const [tag, type, key, , count, view = null] = id instanceof PickleTuple ? id.items : [];
  const storageName = type instanceof PickleGlobal ? STORAGE_NAME.exec(type.name)?.[1] : undefined;
  const dtype = storageName === undefined ? undefined : DTYPE_OF_STORAGE[storageName];
  if (tag !== 'storage' || dtype === undefined || typeof key !== 'string' || !isCount(count) || view !== null) {
    throw new WeightsFileError('The file refers to something outside that is not the storage of a tensor.');
  }
  return new TorchStorage(key, dtype, count);
}

/** `(storage, offset, shape, strides, …)`; a tensor that reaches beyond its storage is refused. */
function rebuildTensor([storage, offset, shapeTuple, stridesTuple]: readonly PickleValue[]): TorchTensor {
  const shape = countsOf(shapeTuple);
  const strides = countsOf(stridesTuple);
  if (!(storage instanceof TorchStorage) || !isCount(offset) || !shape || !strides || shape.length !== strides.length) {
    throw new WeightsFileError('A tensor of the file is described in a way that torch.save does not use.');
  }
  const size = elementCount(shape);
  const last = shape.reduce((sum, side, axis) => sum + (side - 1) * strides[axis]!, offset);
  // Repeating a few elements by a stride of 0 could make a small file fill the memory.
  const fits = size === 0 || (last < storage.elementCount && size <= storage.elementCount);
  if (fits) return new TorchTensor(storage, offset, shape, strides);
  throw new WeightsFileError(
    `A tensor of shape [${shape.join(', ')}] reaches beyond its ${storage.elementCount} stored elements. ` +
      'The file is damaged or hostile.',
  );
}

const MOST_DIMENSIONS = 32;

function countsOf(value: PickleValue | undefined): readonly number[] | undefined {
  if (!(value instanceof PickleTuple) || value.items.length > MOST_DIMENSIONS) return undefined;
  return value.items.every(isCount) ? value.items : undefined;
}

function isCount(value: PickleValue | undefined): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
