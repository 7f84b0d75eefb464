/** TensorFlow SavedModel, checked with TensorFlow's own loader and session. */
import { join } from 'node:path';
import { openSavedModel, type GraphSession } from '../../capture/session.ts';
import { atomicWrite } from '../../files/atomicWrite.ts';
import type { Tensor4D, TensorFlow } from '../../ops/tensorflow.ts';
import { fromFile, toFile, type Convention, type FileTensor, type Pictures } from '../convention.ts';
import { foldBatchNorm } from '../inferenceNetwork.ts';
import { INPUT, OUTPUT } from '../tensorflow/buildGraph.ts';
import { savedModelFile } from '../tensorflow/savedModel.ts';
import type { TargetFormat } from './target.ts';

const MAIN_FILE = 'saved_model.pb';
/** Layers inside the file, whatever it is given. */
const INSIDE = { range: '-1..1', layout: 'NHWC' } as const;

export const savedModelFormat: TargetFormat = {
  label: 'TensorFlow SavedModel',
  mainFile: MAIN_FILE,

  async write(folder, { network, weights, settings }) {
    await atomicWrite(join(folder, MAIN_FILE), savedModelFile(foldBatchNorm(network, weights), settings));
  },

  open(folder, { convention }, _network, tf) {
    const session = openSavedModel(tf, folder);
    return Promise.resolve({
      runtime: "TensorFlow's SavedModel loader",
      run: (pictures) => Promise.resolve(fromFile(fetch(tf, session, pictures, convention, [OUTPUT])[0]!, convention)),
      close: () => Promise.resolve(session.dispose()),
    });
  },

  layers(folder, { network, weights, settings }, pictures, tf) {
    const ids = foldBatchNorm(network, weights).network.nodes.slice(1).map(({ id }) => id); // prettier-ignore
    const session = openSavedModel(tf, folder);
    const tensors = fetch(tf, session, pictures, settings.convention, ids);
    session.dispose();
    return Promise.resolve(new Map(ids.map((id, index) => [id, fromFile(tensors[index]!, INSIDE)])));
  },
};

/** The tensors of these nodes as they are. */
function fetch(
  tf: TensorFlow,
  session: GraphSession,
  pictures: Pictures,
  convention: Convention,
  names: readonly string[],
): FileTensor[] {
  const { values, shape } = toFile(pictures, convention);
  const input = tf.tensor4d(values, shape as Tensor4D['shape']);
  const tensors = session.run([[INPUT, input]], names);
  const contents = tensors.map((tensor) => ({ values: tensor.dataSync() as Float32Array, shape: tensor.shape }));
  tf.dispose([input, ...tensors]);
  return contents;
}
