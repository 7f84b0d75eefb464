/**
 * Exported files in the Python programs that people load them with: onnx.checker and onnxruntime, tf.saved_model.load and the
 * TFLite interpreter, PyTorch where it is there; and the model card's own Python. Needs Python with pip, and network or wheels.
 */
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { exportGenerator } from '../../core/export/exportGenerator.ts';
import { ReferenceRunner } from '../../core/export/referenceRunner.ts';
import { PRECISIONS_OF, type ExportSettings } from '../../core/pipeline/index.ts';
import { exportRequest } from '../export/exportRequest.ts';
import { pictures } from '../export/generators.ts';
import { inFolder } from '../fixtures/folder.ts';
import { farthest, tf } from '../fixtures/tensorflow.ts';

const ENVIRONMENT = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };

/** Runs a program of the given lines; returns what it printed. */
function python(program: string, folder: string, code: string): string {
  writeFileSync(join(folder, 'program.py'), code);
  return execFileSync(program, ['program.py'], { cwd: folder, encoding: 'utf8', env: ENVIRONMENT, stdio: 'pipe' });
}

/** A virtual environment with these packages; undefined, with the reason told, where it cannot be had. */
function environment(context: TestContext, ...packages: readonly string[]): string | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'omgd-python-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, 'bin', 'python');
  try {
    execFileSync('python3', ['-m', 'venv', folder], { stdio: 'pipe' });
    execFileSync(program, ['-m', 'pip', 'install', '-q', ...packages], { stdio: 'pipe' });
    return program;
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    context.skip(`${packages.join(', ')} cannot be installed here: ${reason ?? ''}`);
    return undefined;
  }
}

/** The Python on the model card. */
function cardOf(folder: string): string {
  return /```python\n(.*?)```/s.exec(readFileSync(join(folder, 'README.md'), 'utf8'))![1]!;
}

const INPUT = pictures('resnet_9blocks', 1);

function rawInput(folder: string, layout: 'NCHW' | 'NHWC'): void {
  const [, height, width, channels] = INPUT.shape;
  const values = layout === 'NHWC' ? INPUT.values : transposed(INPUT.values, height * width, channels);
  writeFileSync(join(folder, 'input.raw'), new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** [rows, columns] → [columns, rows] */
function transposed(values: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from(values, (_, index) => values[(index % rows) * columns + Math.floor(index / rows)]!);
}

/** How far the output that Python has written is from the engine's. */
function errorOf(folder: string, request: ReturnType<typeof exportRequest>, layout: 'NCHW' | 'NHWC'): number {
  const reference = new ReferenceRunner(tf, request.network, request.weights);
  const expected = reference.run(INPUT).output.values;
  reference.dispose();
  const bytes = new Uint8Array(readFileSync(join(folder, 'output.raw')));
  const actual = new Float32Array(bytes.buffer);
  const [, height, width] = INPUT.shape;
  return farthest(layout === 'NHWC' ? actual : transposed(actual, 3, height * width), expected);
}

/** Fewer bits move the output of a network of random weights by about this much. */
const LIMITS: Readonly<Record<ExportSettings['precision'], number>> = { float32: 1e-4, float16: 2 / 255, int8: 1, 'int8-static': 2 }; // prettier-ignore

const ONNX = `import numpy, onnx, onnxruntime
onnx.checker.check_model('model.onnx', full_check=True)
model = onnx.load('model.onnx')
inferred = onnx.shape_inference.infer_shapes(model, check_type=True, strict_mode=True, data_prop=True)
known = {value.name for value in [*inferred.graph.value_info, *inferred.graph.output]}
assert all(node.name and name in known for node in model.graph.node for name in node.output)
stored = {value.name: [side.dim_param or side.dim_value for side in value.type.tensor_type.shape.dim] for value in model.graph.value_info}
assert stored['model.4'] == ['batch', 4, 'height/2', 'width/2'], stored['model.4']
session = onnxruntime.InferenceSession('model.onnx', providers=['CPUExecutionProvider'])
pixels = numpy.fromfile('input.raw', '<f4').reshape(1, 3, 64, 64)
session.run(None, {'input': pixels})[0].tofile('output.raw')
`;

test('ONNX files pass onnx.checker, have names and shapes for a viewer to show, give in Python what the engine gives, and the card runs', (context) => {
  const program = environment(context, 'onnx', 'onnxruntime', 'numpy');
  if (program === undefined) return undefined;
  return inFolder(async (parent) => {
    for (const precision of PRECISIONS_OF.onnx) {
      for (const basicOps of [false, true]) {
        const folder = join(parent, `${precision}-${String(basicOps)}`);
        const request = exportRequest(folder, { precision, basicOps, minimumSsim: 0 });
        await exportGenerator(request, tf);
        rawInput(folder, 'NCHW');
        python(program, folder, ONNX);
        assert.ok(errorOf(folder, request, 'NCHW') <= LIMITS[precision], precision);
        assert.match(python(program, folder, cardOf(folder)), /\(1, 3, 64, 64\)/);
      }
    }
  });
});

const SAVED_MODEL = `import numpy, tensorflow as tf
model = tf.saved_model.load('.').signatures['serving_default']
pixels = tf.constant(numpy.fromfile('input.raw', '<f4').reshape(1, 64, 64, 3))
model(input=pixels)['output'].numpy().tofile('output.raw')
`;

test('SavedModels load with tf.saved_model.load; TFLite files are made, checked and run; the cards run', (context) => {
  const program = environment(context, 'tensorflow-cpu');
  if (program === undefined) return undefined;
  process.env['OMGD_PYTHON'] = program;
  return inFolder(async (parent) => {
    for (const precision of PRECISIONS_OF.savedmodel) {
      const folder = join(parent, precision);
      const request = exportRequest(folder, { target: 'savedmodel', precision, minimumSsim: 0 });
      await exportGenerator(request, tf);
      rawInput(folder, 'NHWC');
      python(program, folder, SAVED_MODEL);
      assert.ok(errorOf(folder, request, 'NHWC') <= LIMITS[precision], precision);
      assert.match(python(program, folder, cardOf(folder)), /\(1, 64, 64, 3\)/);

      const lite = join(parent, `tflite-${precision}`);
      const checkInputs = { inputs: 'noise', pictures: [INPUT] } as const;
      const report = await exportGenerator({ ...exportRequest(lite, { target: 'tflite', precision, minimumSsim: 0 }), checkInputs }, tf); // prettier-ignore
      assert.match(report.verification.runtime, /TensorFlow Lite interpreter/);
      assert.ok(report.latency!.medianMs > 0);
      assert.match(python(program, lite, cardOf(lite)), /\(1, 64, 64, 3\)/);
    }
  });
});

test('safetensors load into PyTorch', (context) => {
  const program = environment(context, 'torch', 'safetensors', 'numpy');
  if (program === undefined) return undefined;
  return inFolder(async (parent) => {
    for (const precision of PRECISIONS_OF.safetensors) {
      const folder = join(parent, precision);
      await exportGenerator(exportRequest(folder, { target: 'safetensors', precision }), tf);
      assert.match(python(program, folder, cardOf(folder)), /^\d+/);
    }
  });
});
