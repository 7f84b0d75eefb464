/** Runs SavedModels with TensorFlow's own loader and session. */
import { openSavedModel } from '../../capture/session.ts';
import type { Tensor, Tensor4D, TensorFlow } from '../../ops/tensorflow.ts';
import { fromFile, toFile, type Convention, type FileTensor, type Pictures } from '../convention.ts';
import { INPUT, OUTPUT } from '../tensorflow/buildGraph.ts';
import type { ModelRunner } from './modelRunner.ts';

export interface SavedModelRunner extends ModelRunner {
  /** The tensors of these nodes as they are, in the same order. */
  runNodes(pictures: Pictures, names: readonly string[]): FileTensor[];
}

export function openSavedModelRunner(folder: string, convention: Convention, tf: TensorFlow): SavedModelRunner {
  const session = openSavedModel(tf, folder);
  const prepared: Tensor[] = [];
  const inputOf = (pictures: Pictures): Tensor4D => {
    const { values, shape } = toFile(pictures, convention);
    return tf.tensor4d(values, shape as Tensor4D['shape']);
  };

  function runNodes(pictures: Pictures, names: readonly string[]): FileTensor[] {
    const input = inputOf(pictures);
    const tensors = session.run([[INPUT, input]], names);
    const contents = tensors.map((tensor) => ({ values: tensor.dataSync() as Float32Array, shape: tensor.shape }));
    tf.dispose([input, ...tensors]);
    return contents;
  }

  function prepare(pictures: Pictures): () => Promise<void> {
    const input = inputOf(pictures);
    prepared.push(input);
    return async () => {
      const [output] = session.run([[INPUT, input]], [OUTPUT]);
      await output!.data();
      output!.dispose();
    };
  }

  return {
    runtime: "TensorFlow's SavedModel loader",
    runNodes,
    prepare,
    run: (pictures) => Promise.resolve(fromFile(runNodes(pictures, [OUTPUT])[0]!, convention)),
    close: () => {
      tf.dispose(prepared);
      return Promise.resolve(session.dispose());
    },
  };
}
