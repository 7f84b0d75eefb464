/** The official PyTorch state dict: loads into the authors' classes, and starts another run of the studio. */
import { join } from 'node:path';
import { weightsOf, type Network } from '../../networks/graph.ts';
import type { TensorFlow } from '../../ops/tensorflow.ts';
import { readSafetensorsFile, writeSafetensorsFile } from '../../weights/safetensorsFile.ts';
import { stateDictFromWeights, weightsFromStateDict } from '../../weights/stateDict.ts';
import { ReferenceRunner } from '../referenceRunner.ts';
import type { TargetFormat } from './target.ts';

const MAIN_FILE = 'model.safetensors';

export const safetensorsFormat: TargetFormat = {
  label: 'safetensors (PyTorch state dict)',
  mainFile: MAIN_FILE,
  isRun: false,
  showsLayers: true,

  async write(folder, { network, weights, settings }, metadata) {
    const dtype = settings.precision === 'float16' ? 'F16' : 'F32';
    const tensors = stateDictFromWeights(weightsOf(network), weights, { dtype });
    await writeSafetensorsFile(join(folder, MAIN_FILE), tensors, metadata);
  },

  async open(folder, _settings, network, tf) {
    const reference = await readBack(folder, network, tf);
    return {
      runtime: 'the weights read back from the file',
      run: (pictures) => Promise.resolve(reference.run(pictures).output),
      prepare: (pictures) => () => Promise.resolve(void reference.run(pictures)),
      close: () => Promise.resolve(reference.dispose()),
    };
  },

  async layers(folder, { network }, pictures, tf) {
    const reference = await readBack(folder, network, tf);
    try {
      return reference.run(pictures, network.nodes.slice(1).map(({ id }) => id)).layers; // prettier-ignore
    } finally {
      reference.dispose();
    }
  },
};

async function readBack(folder: string, network: Network, tf: TensorFlow): Promise<ReferenceRunner> {
  const tensors = await readSafetensorsFile(join(folder, MAIN_FILE));
  return new ReferenceRunner(tf, network, weightsFromStateDict(weightsOf(network), tensors, network.name));
}
