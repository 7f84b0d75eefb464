/** Runs ONNX files with onnxruntime. It is loaded when first used: it is large and most commands do not need it. */
import type { InferenceSession, Tensor } from 'onnxruntime-node';
import { fromFile, toFile, type Convention, type FileTensor, type Pictures } from '../convention.ts';
import { INPUT, OUTPUT } from '../onnx/model.ts';
import type { ModelRunner } from './modelRunner.ts';

/** onnxruntime's log level "error". Its warnings are about its own optimisations. */
const ERRORS_ONLY = 3;

export interface OnnxRunner extends ModelRunner {
  /** Every output of the file as it is, by name. */
  runAll(pictures: Pictures): Promise<ReadonlyMap<string, FileTensor>>;
}

/** @param threads of one operation; default: as many as the machine has cores */
export async function openOnnx(bytes: Uint8Array, convention: Convention, threads?: number): Promise<OnnxRunner> {
  const onnxruntime = await import('onnxruntime-node');
  const options: InferenceSession.SessionOptions = {
    logSeverityLevel: ERRORS_ONLY,
    executionProviders: ['cpu'],
    ...(threads === undefined ? {} : { intraOpNumThreads: threads }),
  };
  const session = await onnxruntime.InferenceSession.create(bytes, options);

  async function runAll(pictures: Pictures): Promise<ReadonlyMap<string, FileTensor>> {
    const { values, shape } = toFile(pictures, convention);
    const results = await session.run({ [INPUT]: new onnxruntime.Tensor('float32', values, shape) });
    return new Map(Object.entries(results).map(([name, tensor]) => [name, contentOf(tensor)]));
  }

  function prepare(pictures: Pictures): () => Promise<void> {
    const { values, shape } = toFile(pictures, convention);
    const feeds = { [INPUT]: new onnxruntime.Tensor('float32', values, shape) };
    return async () => void (await session.run(feeds));
  }

  return {
    runtime: `onnxruntime ${onnxruntime.env.versions.node ?? onnxruntime.env.versions.common}`,
    runAll,
    prepare,
    run: async (pictures) => fromFile((await runAll(pictures)).get(OUTPUT)!, convention),
    close: () => session.release(),
  };
}

function contentOf({ data, dims }: Tensor): FileTensor {
  if (!(data instanceof Float32Array)) throw new TypeError('The ONNX file gives something else than float32 numbers.');
  return { values: data, shape: dims };
}
