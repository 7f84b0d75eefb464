/**
 * TFLite for phones: one picture of the trained size, since delegates want fixed shapes. TensorFlow's Python converts a
 * SavedModel that is written for the purpose, and its interpreter checks the file.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { atomicWrite } from '../../files/atomicWrite.ts';
import { fromFile, toFile, type Pictures } from '../convention.ts';
import { ExportError } from '../exportError.ts';
import { foldBatchNorm } from '../../networks/inferenceNetwork.ts';
import { savedModelFile } from '../tensorflow/savedModel.ts';
import { requireTensorFlowPython } from '../tflite/findPython.ts';
import { openInterpreter, quiet } from '../tflite/interpreter.ts';
import { CONVERT } from '../tflite/programs.ts';
import type { TargetFormat } from './target.ts';

const MAIN_FILE = 'model.tflite';
const PATIENCE_MS = 600_000;
const QUOTED_CHARACTERS = 600;

const run = promisify(execFile);

export const tfliteFormat: TargetFormat = {
  label: 'TFLite',
  mainFile: MAIN_FILE,
  isRun: true,
  showsLayers: false,

  async write(folder, { network, weights, settings, sizePixels }) {
    const python = await requireTensorFlowPython();
    const savedModel = await mkdtemp(join(tmpdir(), 'omgd-saved-model-'));
    try {
      // The converter makes the weights small itself.
      const content = savedModelFile(foldBatchNorm(network, weights), {
        ...settings,
        precision: 'float32',
        sizePixels,
      });
      await atomicWrite(join(savedModel, 'saved_model.pb'), content);
      const words = ['-c', CONVERT, savedModel, join(folder, MAIN_FILE), settings.precision];
      await run(python.program, words, { timeout: PATIENCE_MS, env: quiet(), maxBuffer: 1 << 26 });
    } catch (error) {
      const said = error instanceof Error && 'stderr' in error ? String(error.stderr) : String(error);
      throw new ExportError(
        `TensorFlow ${python.version} could not convert it: ${said.trim().slice(-QUOTED_CHARACTERS)}`,
      );
    } finally {
      await rm(savedModel, { recursive: true, force: true });
    }
  },

  async open(folder, { convention }) {
    const { program, version } = await requireTensorFlowPython();
    const interpreter = await openInterpreter(program, join(folder, MAIN_FILE));
    const answer = async (pictures: Pictures): Promise<Pictures> => {
      if (pictures.shape[0] !== 1) throw new RangeError('A TFLite file takes one picture at a time.');
      await interpreter.load(toFile(pictures, convention).values);
      await interpreter.run();
      return fromFile(await interpreter.output(), convention);
    };
    return {
      runtime: `TensorFlow Lite interpreter of TensorFlow ${version}`,
      run: answer,
      prepare: (pictures) => {
        const loaded = interpreter.load(toFile(pictures, convention).values);
        return async () => {
          await loaded;
          await interpreter.run();
        };
      },
      close: () => interpreter.close(),
    };
  },

  layers: () => Promise.resolve(new Map()),
};
