/** Builds files of the legacy container by hand, to put things into them that PyTorch never would. */

const text = (value: string): Buffer => Buffer.from(value, 'latin1');

/** Opcodes that the hand-made pickles use. */
export const PICKLE = {
  start: text('\x80\x02'),
  stop: text('.'),
  mark: text('('),
  emptyDict: text('}'),
  emptyList: text(']'),
  emptyTuple: text(')'),
  tuple: text('t'),
  setItem: text('s'),
  append: text('a'),
  reduce: text('R'),
  persistent: text('Q'),
  string: (value: string): Buffer => {
    const bytes = Buffer.from(value);
    const length = Buffer.alloc(4);
    length.writeUInt32LE(bytes.length);
    return Buffer.concat([text('X'), length, bytes]);
  },
  integer: (value: number): Buffer => {
    const long = Buffer.alloc(8);
    long.writeBigInt64LE(BigInt(value));
    return Buffer.concat([Buffer.of(0x8a, 8), long]);
  },
  global: (module: string, name: string): Buffer => text(`c${module}\n${name}\n`),
  remember: (index: number): Buffer => Buffer.of(0x71, index),
  recall: (index: number): Buffer => Buffer.of(0x68, index),
} as const;

const P = PICKLE;

export function tuple(...items: readonly Buffer[]): Buffer {
  return Buffer.concat([P.mark, ...items, P.tuple]);
}

interface TensorFields {
  readonly key?: string;
  readonly storageType?: string;
  readonly elementCount?: number;
  readonly offset?: number;
  readonly shape?: readonly number[];
  readonly strides?: readonly number[];
}

/** The pickle of one tensor; by default of two float32 elements in the storage "0". */
export function tensor(fields: TensorFields = {}): Buffer {
  const { key = '0', storageType = 'FloatStorage', elementCount = 2, offset = 0, shape = [2], strides = [1] } = fields;
  const id = tuple(
    P.string('storage'),
    P.global('torch', storageType),
    P.string(key),
    P.string('cpu'),
    P.integer(elementCount),
    text('N'),
  );
  const args = tuple(
    Buffer.concat([id, P.persistent]),
    P.integer(offset),
    tuple(...shape.map(P.integer)),
    tuple(...strides.map(P.integer)),
  );
  return Buffer.concat([P.global('torch._utils', '_rebuild_tensor_v2'), args, P.reduce]);
}

/** A table with one member. */
export function table(key: string, value: Buffer): Buffer {
  return Buffer.concat([P.emptyDict, P.string(key), value, P.setItem]);
}

/** A whole file around the pickled `root`; `storages` are the bytes of float32 storages by key. */
export function legacyFile(root: Buffer, storages: Readonly<Record<string, Float32Array>> = {}): Buffer {
  const pickle = (...parts: readonly Buffer[]): Buffer => Buffer.concat([P.start, ...parts, P.stop]);
  const magic = Buffer.concat([Buffer.of(0x8a, 10), Buffer.from('6cfc9c46f9206aa85019', 'hex')]);
  const keys = Object.keys(storages).flatMap((key) => [P.string(key), P.append]);
  const data = Object.values(storages).map((values) => {
    const count = Buffer.alloc(8);
    count.writeBigInt64LE(BigInt(values.length));
    return Buffer.concat([count, Buffer.from(values.buffer, values.byteOffset, values.byteLength)]);
  });
  return Buffer.concat([
    pickle(magic),
    pickle(P.integer(1001)),
    pickle(P.emptyDict),
    pickle(root),
    pickle(P.emptyList, ...keys),
    ...data,
  ]);
}
