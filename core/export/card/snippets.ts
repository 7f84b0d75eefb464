/**
 * How to load an exported model: five lines each. `npm test` runs the JavaScript of ONNX, TensorFlow.js and safetensors, the full
 * tests all the Python; nothing runs the JavaScript of SavedModels, whose package the project does not have.
 */
import type { ExportSettings } from '../../pipeline/index.ts';

export interface Snippet {
  readonly language: 'js' | 'python';
  /** What to install. */
  readonly needs: string;
  readonly code: string;
}

export interface SnippetFacts {
  readonly settings: ExportSettings;
  readonly inputChannels: number;
  readonly sizePixels: number;
}

/** For the model's own folder as working directory. */
export function snippetsFor(facts: SnippetFacts): Snippet[] {
  switch (facts.settings.target) {
    case 'onnx':
      return onnxSnippets(facts);
    case 'tfjs':
      return [tfjsSnippet(facts)];
    case 'savedmodel':
      return savedModelSnippets(facts);
    case 'safetensors':
      return safetensorsSnippets();
    case 'tflite':
      return [tfliteSnippet(facts)];
  }
}

function shapeOf({ settings, inputChannels, sizePixels }: SnippetFacts): string {
  const [channels, side] = [String(inputChannels), String(sizePixels)];
  return (settings.convention.layout === 'NCHW' ? ['1', channels, side, side] : ['1', side, side, channels]).join(', ');
}

function onnxSnippets(facts: SnippetFacts): Snippet[] {
  const shape = shapeOf(facts);
  const { range } = facts.settings.convention;
  return [
    {
      language: 'js',
      needs: 'npm install onnxruntime-node',
      code: `import { InferenceSession, Tensor } from 'onnxruntime-node';
const session = await InferenceSession.create('model.onnx');
const pixels = new Float32Array([${shape}].reduce((a, b) => a * b)); // your picture, ${range}
const { output } = await session.run({ input: new Tensor('float32', pixels, [${shape}]) });
console.log(output.dims);`,
    },
    {
      language: 'python',
      needs: 'pip install onnxruntime numpy',
      code: `import numpy, onnxruntime
session = onnxruntime.InferenceSession('model.onnx')
pixels = numpy.zeros((${shape}), numpy.float32)  # your picture, ${range}
(output,) = session.run(None, {'input': pixels})
print(output.shape)`,
    },
  ];
}

function tfjsSnippet(facts: SnippetFacts): Snippet {
  return {
    language: 'js',
    needs: 'npm install @tensorflow/tfjs, and serve this folder over HTTP',
    code: `import * as tf from '@tensorflow/tfjs';
const model = await tf.loadGraphModel(new URL('model.json', location.href).href);
const pixels = tf.zeros([${shapeOf(facts)}]); // your picture, ${facts.settings.convention.range}
const output = model.predict(pixels);
console.log(output.shape);`,
  };
}

function savedModelSnippets(facts: SnippetFacts): Snippet[] {
  const shape = shapeOf(facts);
  const { range } = facts.settings.convention;
  return [
    {
      language: 'js',
      needs: 'npm install @tensorflow/tfjs-node',
      code: `import * as tf from '@tensorflow/tfjs-node';
const model = await tf.node.loadSavedModel('.');
const pixels = tf.zeros([${shape}]); // your picture, ${range}
const { output } = model.predict({ input: pixels });
console.log(output.shape);`,
    },
    {
      language: 'python',
      needs: 'pip install tensorflow',
      code: `import tensorflow as tf
model = tf.saved_model.load('.').signatures['serving_default']
pixels = tf.zeros((${shape}))  # your picture, ${range}
output = model(input=pixels)['output']
print(output.shape)`,
    },
  ];
}

function safetensorsSnippets(): Snippet[] {
  return [
    {
      language: 'js',
      needs: 'nothing',
      code: `import { readFileSync } from 'node:fs';
const file = readFileSync('model.safetensors');
const headerBytes = Number(file.readBigUInt64LE());
const header = JSON.parse(file.toString('utf8', 8, 8 + headerBytes));
console.log(Object.keys(header)); // data_offsets count from byte 8 + headerBytes`,
    },
    {
      language: 'python',
      needs: "pip install torch safetensors, and the generator's class from the official OMGD code",
      code: `from safetensors.torch import load_file
state = load_file('model.safetensors')
state = {name: value.float() if value.is_floating_point() else value for name, value in state.items()}
print(len(state))
# generator.load_state_dict(state)`,
    },
  ];
}

function tfliteSnippet(facts: SnippetFacts): Snippet {
  return {
    language: 'python',
    needs: 'pip install tensorflow',
    code: `import tensorflow as tf
runner = tf.lite.Interpreter('model.tflite').get_signature_runner()
pixels = tf.zeros((${shapeOf(facts)}))  # your picture, ${facts.settings.convention.range}
output = runner(input=pixels)['output']
print(output.shape)`,
  };
}
