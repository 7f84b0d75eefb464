/** TensorFlow.js graph model, for browsers and for Node, checked with TensorFlow.js' own loader. */
import { join } from 'node:path';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { fromFile } from '../convention.ts';
import { foldBatchNorm } from '../../networks/inferenceNetwork.ts';
import { openTfjs } from '../runtimes/tfjs.ts';
import { tfjsModel } from '../tensorflow/tfjsModel.ts';
import type { TargetFormat } from './target.ts';

const MAIN_FILE = 'model.json';
/** Layers inside the file, whatever it is given. */
const INSIDE = { range: '-1..1', layout: 'NHWC' } as const;

export const tfjsFormat: TargetFormat = {
  label: 'TensorFlow.js graph model',
  mainFile: MAIN_FILE,
  isRun: true,
  showsLayers: true,

  async write(folder, { network, weights, settings }, metadata) {
    const { json, shards } = tfjsModel(foldBatchNorm(network, weights), { ...settings, metadata });
    for (const [name, bytes] of shards) await atomicWrite(join(folder, name), bytes);
    await atomicWrite(join(folder, MAIN_FILE), JSON.stringify(json));
  },

  open: (folder, { convention }, _network, tf) => openTfjs(folder, MAIN_FILE, convention, tf),

  async layers(folder, { network, weights, settings }, pictures, tf) {
    const ids = foldBatchNorm(network, weights).network.nodes.slice(1).map(({ id }) => id); // prettier-ignore
    const runner = await openTfjs(folder, MAIN_FILE, settings.convention, tf);
    try {
      return new Map([...runner.runNodes(pictures, ids)].map(([id, tensor]) => [id, fromFile(tensor, INSIDE)]));
    } finally {
      await runner.close();
    }
  },
};
