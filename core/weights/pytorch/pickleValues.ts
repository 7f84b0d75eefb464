/** What the pickles of weights files are made of. Nothing else can come out of the reader. */
import type { Dtype } from '../storedTensor.ts';

/** The name of a class or function; that something has this name does not mean that it can be used. */
export class PickleGlobal {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

export class PickleTuple {
  readonly items: readonly PickleValue[];
  constructor(items: readonly PickleValue[]) {
    this.items = items;
  }
}

export class PickleList {
  readonly items: PickleValue[] = [];
}

export class PickleDict {
  readonly entries = new Map<string | number, PickleValue>();
}

/** The bytes behind one or more tensors; where they lie is up to the container. */
export class TorchStorage {
  readonly key: string;
  readonly dtype: Dtype;
  readonly elementCount: number;
  constructor(key: string, dtype: Dtype, elementCount: number) {
    this.key = key;
    this.dtype = dtype;
    this.elementCount = elementCount;
  }
}

/** A view of a storage; offset and strides count elements. */
export class TorchTensor {
  readonly storage: TorchStorage;
  readonly offset: number;
  readonly shape: readonly number[];
  readonly strides: readonly number[];
  constructor(storage: TorchStorage, offset: number, shape: readonly number[], strides: readonly number[]) {
    this.storage = storage;
    this.offset = offset;
    this.shape = shape;
    this.strides = strides;
  }
}

export type PickleValue =
  | null
  | boolean
  | number
  | bigint
  | string
  | Uint8Array
  | PickleGlobal
  | PickleTuple
  | PickleList
  | PickleDict
  | TorchStorage
  | TorchTensor;
