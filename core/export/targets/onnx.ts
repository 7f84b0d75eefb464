/** ONNX, checked with onnxruntime. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { fromFile } from '../convention.ts';
import { foldBatchNorm } from '../inferenceNetwork.ts';
import { onnxModel, OUTPUT } from '../onnx/model.ts';
import { openOnnx } from '../runtimes/onnx.ts';
import type { TargetFormat } from './target.ts';

const MAIN_FILE = 'model.onnx';
/** Layers inside the file, whatever it is given. */
const INSIDE = { range: '-1..1', layout: 'NCHW' } as const;

export const onnxFormat: TargetFormat = {
  label: 'ONNX (opset 17)',
  mainFile: MAIN_FILE,

  async write(folder, { network, weights, settings }, metadata) {
    await atomicWrite(join(folder, MAIN_FILE), onnxModel(foldBatchNorm(network, weights), { ...settings, metadata }));
  },

  async open(folder, { convention }) {
    return openOnnx(await readFile(join(folder, MAIN_FILE)), convention);
  },

  async layers(_folder, { network, weights, settings }, pictures) {
    const bytes = onnxModel(foldBatchNorm(network, weights), { ...settings, metadata: {}, exposeLayers: true });
    const runner = await openOnnx(bytes, settings.convention);
    try {
      const tensors = [...(await runner.runAll(pictures))].filter(([name]) => name !== OUTPUT);
      return new Map(tensors.map(([id, tensor]) => [id, fromFile(tensor, INSIDE)]));
    } finally {
      await runner.close();
    }
  },
};
