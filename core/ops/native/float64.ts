/**
 * Linear algebra in float64 on TensorFlow's own kernels. TensorFlow.js knows no float64, so matrices travel as the 32-bit
 * halves of their numbers and are put together again inside TensorFlow (`Bitcast`): nothing is rounded on the way.
 */
import type { TensorFlow } from '../tensorflow.ts';
import { nodeBackend, type Attribute } from './backend.ts';

/** Row-major. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float64Array<ArrayBuffer>;
}

/** What a matrix product takes each factor as: itself, or its transpose. */
export interface Transposed {
  readonly first?: boolean;
  readonly second?: boolean;
}

export interface Float64Algebra {
  /** first · second, with either of them transposed. */
  multiply(first: Matrix, second: Matrix, transposed?: Transposed): Matrix;
  /** Eigenvalues of a symmetric matrix, smallest first. Only the lower triangle is read. */
  eigenvalues(symmetric: Matrix): Float64Array;
  /** Eigenvalues, smallest first, and eigenvectors: column i belongs to value i. */
  eigen(symmetric: Matrix): { readonly values: Float64Array; readonly vectors: Matrix };
}

/** TF_DataType of a double, which the binding has no name for. */
const TF_DOUBLE = 2;

export function float64Algebra(tf: TensorFlow): Float64Algebra {
  const { binding } = nodeBackend(tf);
  const type = (name: string, value: number): Attribute => ({ name, type: binding.TF_ATTR_TYPE, value });
  const flag = (name: string, value: boolean): Attribute => ({ name, type: binding.TF_ATTR_BOOL, value });

  /** Runs `work` and frees every tensor that it made. */
  function freeing<T>(work: (own: (id: number) => number) => T): T {
    const owned: number[] = [];
    try {
      return work((id) => {
        owned.push(id);
        return id;
      });
    } finally {
      owned.forEach((id) => binding.deleteTensor(id));
    }
  }

  function send({ rows, columns, values }: Matrix, own: (id: number) => number): number {
    if (values.length !== rows * columns) {
      throw new RangeError(`A matrix of ${rows} × ${columns} cannot hold ${values.length} values.`);
    }
    const halves = new Int32Array(values.buffer, values.byteOffset, 2 * values.length);
    const sent = own(binding.createTensor([rows, columns, 2], binding.TF_INT32, halves));
    const attributes = [type('T', binding.TF_INT32), type('type', TF_DOUBLE)];
    return own(binding.executeOp('Bitcast', attributes, [sent], 1)[0]!.id);
  }

  function receive(id: number, own: (id: number) => number): Float64Array<ArrayBuffer> {
    const attributes = [type('T', TF_DOUBLE), type('type', binding.TF_INT32)];
    const halves = binding.tensorDataSync(own(binding.executeOp('Bitcast', attributes, [id], 1)[0]!.id));
    return new Float64Array(halves.buffer as ArrayBuffer, halves.byteOffset, halves.length / 2);
  }

  function decompose(
    symmetric: Matrix,
    withVectors: boolean,
  ): [values: Float64Array, vectors: Float64Array<ArrayBuffer>] {
    return freeing((own) => {
      const attributes = [flag('compute_v', withVectors), type('T', TF_DOUBLE)];
      const input = send(symmetric, own);
      const [values, vectors] = binding.executeOp('SelfAdjointEigV2', attributes, [input], 2);
      return [receive(own(values!.id), own), receive(own(vectors!.id), own)];
    });
  }

  return {
    multiply(first, second, transposed = {}) {
      const { first: transposeFirst = false, second: transposeSecond = false } = transposed;
      return freeing((own) => {
        const attributes = [
          flag('transpose_a', transposeFirst),
          flag('transpose_b', transposeSecond),
          type('T', TF_DOUBLE),
        ];
        const [product] = binding.executeOp('MatMul', attributes, [send(first, own), send(second, own)], 1);
        return {
          rows: transposeFirst ? first.columns : first.rows,
          columns: transposeSecond ? second.rows : second.columns,
          values: receive(own(product!.id), own),
        };
      });
    },
    eigenvalues: (symmetric) => decompose(symmetric, false)[0],
    eigen(symmetric) {
      const [values, vectors] = decompose(symmetric, true);
      return { values, vectors: { ...symmetric, values: vectors } };
    },
  };
}
