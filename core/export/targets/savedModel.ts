/** TensorFlow SavedModel, checked with TensorFlow's own loader and session. */
import { join } from 'node:path';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { fromFile } from '../convention.ts';
import { foldBatchNorm } from '../../networks/inferenceNetwork.ts';
import { openSavedModelRunner } from '../runtimes/savedModel.ts';
import { savedModelFile } from '../tensorflow/savedModel.ts';
import type { TargetFormat } from './target.ts';

const MAIN_FILE = 'saved_model.pb';
/** Layers inside the file, whatever it is given. */
const INSIDE = { range: '-1..1', layout: 'NHWC' } as const;

export const savedModelFormat: TargetFormat = {
  label: 'TensorFlow SavedModel',
  mainFile: MAIN_FILE,
  isRun: true,
  showsLayers: true,

  async write(folder, { network, weights, settings }) {
    await atomicWrite(join(folder, MAIN_FILE), savedModelFile(foldBatchNorm(network, weights), settings));
  },

  open: (folder, { convention }, _network, tf) => Promise.resolve(openSavedModelRunner(folder, convention, tf)),

  async layers(folder, { network, weights, settings }, pictures, tf) {
    const ids = foldBatchNorm(network, weights).network.nodes.slice(1).map(({ id }) => id); // prettier-ignore
    const runner = openSavedModelRunner(folder, settings.convention, tf);
    try {
      const tensors = runner.runNodes(pictures, ids);
      return new Map(ids.map((id, index) => [id, fromFile(tensors[index]!, INSIDE)]));
    } finally {
      await runner.close();
    }
  },
};
