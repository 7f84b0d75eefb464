/** Web worker with one exported model in it: takes pictures, gives pictures. The window never waits for it. */
import type { InferenceSession } from 'onnxruntime-web';
import type { ModelCommand, ModelMessage } from './modelMessages.ts';
import { pictureOf, tensorOf, type CanvasPixels, type ModelInput } from './modelPixels.ts';
import { loadRuntime, type OnnxRuntime } from './modelRuntime.ts';

/** What a worker's global object is, as far as it is needed here: the project's types are those of a page. */
interface WorkerScope {
  onmessage: ((event: MessageEvent<ModelCommand>) => void) | null;
  postMessage(message: ModelMessage, transfer: Transferable[]): void;
}

interface LoadedModel {
  readonly runtime: OnnxRuntime;
  readonly session: InferenceSession;
  readonly input: ModelInput;
}

/** onnxruntime's log level "error". Its warnings are about its own optimisations. */
const ERRORS_ONLY = 3;

const scope = self as unknown as WorkerScope;
let model: LoadedModel | undefined;

scope.onmessage = ({ data: command }) => {
  act(command).catch((error: unknown) => {
    const message = error instanceof Error ? error.message : String(error);
    scope.postMessage({ kind: 'failed', id: command.id, message }, []);
  });
};

async function act(command: ModelCommand): Promise<void> {
  const { id } = command;
  if (command.kind === 'load') {
    model = await load(command);
    const version = model.runtime.env.versions.web ?? model.runtime.env.versions.common;
    return scope.postMessage({ kind: 'loaded', id, runtime: `onnxruntime-web ${version}` }, []);
  }
  if (!model) throw new Error('The model is not loaded yet.');
  const answer = await run(model, command.picture);
  scope.postMessage({ kind: 'answer', id, ...answer }, [answer.picture.data.buffer]);
}

async function load({ url, input, device }: Extract<ModelCommand, { kind: 'load' }>): Promise<LoadedModel> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(await response.text());
  const bytes = new Uint8Array(await response.arrayBuffer());
  const runtime = await loadRuntime(device);
  const session = await runtime.InferenceSession.create(bytes, {
    executionProviders: [device.kind],
    logSeverityLevel: ERRORS_ONLY,
  });
  return { runtime, session, input };
}

async function run({ runtime, session, input }: LoadedModel, picture: CanvasPixels) {
  const { values, shape } = tensorOf(picture, input);
  const [inputName = ''] = session.inputNames;
  const [outputName = ''] = session.outputNames;
  const tensor = new runtime.Tensor('float32', values, shape);
  const beganMs = performance.now();
  const results = await session.run({ [inputName]: tensor });
  const milliseconds = performance.now() - beganMs;
  const output = results[outputName];
  if (!output || !(output.data instanceof Float32Array)) {
    throw new TypeError('The model gives something else than float32 numbers.');
  }
  return { picture: pictureOf({ values: output.data, shape: output.dims }, input.convention), milliseconds };
}
