/** ONNX, checked with onnxruntime. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { fromFile, type Pictures } from '../convention.ts';
import { foldBatchNorm } from '../../networks/inferenceNetwork.ts';
import { calibrate } from '../onnx/calibrate.ts';
import { onnxModel, OUTPUT, withOutputs } from '../onnx/model.ts';
import { openOnnx } from '../runtimes/onnx.ts';
import type { TargetFormat } from './target.ts';

const MAIN_FILE = 'model.onnx';
/** Layers inside the file, whatever it is given. */
const INSIDE = { range: '-1..1', layout: 'NCHW' } as const;

export const onnxFormat: TargetFormat = {
  label: 'ONNX (opset 17)',
  mainFile: MAIN_FILE,
  isRun: true,
  showsLayers: true,

  async write(folder, { network, weights, settings, calibrationPictures = [] }, metadata) {
    const inference = foldBatchNorm(network, weights);
    const calibrated =
      settings.precision === 'int8-static'
        ? { ranges: await calibrate(inference, calibrationPictures, settings.calibration) }
        : {};
    await atomicWrite(join(folder, MAIN_FILE), onnxModel(inference, { ...settings, ...calibrated, metadata }));
  },

  async open(folder, { convention }) {
    return openOnnx(await readFile(join(folder, MAIN_FILE)), convention);
  },

  async layers(folder, { network, weights, settings }, pictures) {
    const made = foldBatchNorm(network, weights).network;
    const ids = made.nodes.slice(1).map(({ id }) => id).filter((id) => id !== made.output); // prettier-ignore
    const runner = await openOnnx(withOutputs(await readFile(join(folder, MAIN_FILE)), ids), settings.convention);
    try {
      const tensors = await runner.runAll(pictures);
      const inner = ids.map((id): [string, Pictures] => [id, fromFile(tensors.get(id)!, INSIDE)]);
      return new Map([...inner, [made.output, fromFile(tensors.get(OUTPUT)!, settings.convention)]]);
    } finally {
      await runner.close();
    }
  },
};
