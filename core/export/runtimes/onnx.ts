/** Runs ONNX files with onnxruntime. It is loaded when first used: it is large and most commands do not need it. */
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { fromFile, toFile, type Convention, type Pictures } from '../convention.ts';
import { INPUT, OUTPUT } from '../onnx/model.ts';
import type { ModelRunner } from './modelRunner.ts';

/** onnxruntime's log levels: only errors. A warning would be about sizes that the file does not promise. */
const LOG_ERRORS_ONLY = 3;

export interface OnnxRunner extends ModelRunner {
  /** Every output of the file as it is, by name. */
  runAll(pictures: Pictures): Promise<ReadonlyMap<string, { values: Float32Array; shape: readonly number[] }>>;
}

/** @param model path of the file, or its bytes */
export async function openOnnx(model: string | Uint8Array, convention: Convention): Promise<OnnxRunner> {
  const onnxruntime = await import('onnxruntime-node');
  const options: InferenceSession.SessionOptions = { logSeverityLevel: LOG_ERRORS_ONLY, executionProviders: ['cpu'] };
  const session =
    typeof model === 'string'
      ? await onnxruntime.InferenceSession.create(model, options)
      : await onnxruntime.InferenceSession.create(model, options);

  async function runAll(pictures: Pictures) {
    const { values, shape } = toFile(pictures, convention);
    const results = await session.run({ [INPUT]: new onnxruntime.Tensor('float32', values, shape) });
    return new Map(Object.entries(results).map(([name, tensor]) => [name, contentOf(tensor)]));
  }

  return {
    runtime: `onnxruntime ${onnxruntime.env.versions.node ?? onnxruntime.env.versions.common}`,
    runAll,
    run: async (pictures) => fromFile((await runAll(pictures)).get(OUTPUT)!, convention),
    close: () => session.release(),
  };
}

function contentOf({ data, dims }: Tensor): { values: Float32Array; shape: readonly number[] } {
  if (!(data instanceof Float32Array)) throw new TypeError('The ONNX file gives something else than float32 numbers.');
  return { values: data, shape: dims };
}
