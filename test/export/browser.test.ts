/** The TensorFlow.js model as a browser gets it: over HTTP, with plain TensorFlow.js and without native code. */
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { exportGenerator } from '../../core/export/exportGenerator.ts';
import { inFolder } from '../fixtures/folder.ts';
import { farthest, tf } from '../fixtures/tensorflow.ts';
import { ReferenceRunner } from '../../core/export/referenceRunner.ts';
import { pictures } from './generators.ts';
import { exportRequest } from './exportRequest.ts';

/** Serves the files of `folder`; returns the address. */
async function serve(context: TestContext, folder: string): Promise<string> {
  const server = createServer(({ url = '/' }, response) => response.end(readFileSync(join(folder, url))));
  context.after(() => server.close());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}

/** Runs a module with the page's address where browsers have it; returns what it printed. */
async function runPage(file: string, address: string): Promise<string> {
  const location = `data:text/javascript,globalThis.location={href:${JSON.stringify(address)}}`;
  const child = spawn(process.execPath, ['--import', location, file], { stdio: ['ignore', 'pipe', 'inherit'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
  await once(child, 'close');
  return output;
}

test("the model card's JavaScript runs, and plain TensorFlow.js gives what the engine gives", (context) =>
  inFolder(async (parent) => {
    symlinkSync(join(import.meta.dirname, '..', '..', 'node_modules'), join(parent, 'node_modules'), 'dir');
    const folder = join(parent, 'export');
    const request = exportRequest(folder, { target: 'tfjs', precision: 'float16' });
    await exportGenerator(request, tf);
    const address = await serve(context, folder);

    const card = readFileSync(join(folder, 'README.md'), 'utf8');
    writeFileSync(join(parent, 'card.mjs'), /```js\n(.*?)```/s.exec(card)![1]!);
    assert.match(await runPage(join(parent, 'card.mjs'), address), /\[ 1, 64, 64, 3 \]/);

    const input = pictures('resnet_9blocks', 1, [32, 40]);
    const page = `import * as tf from '@tensorflow/tfjs';
      const model = await tf.loadGraphModel(location.href + 'model.json');
      const output = model.predict(tf.tensor4d(${JSON.stringify([...input.values])}, ${JSON.stringify(input.shape)}));
      console.log('RESULT' + JSON.stringify({ backend: tf.getBackend(), values: [...(await output.data())] }));`;
    writeFileSync(join(parent, 'page.mjs'), page);
    const printed = await runPage(join(parent, 'page.mjs'), address);
    const result = JSON.parse(printed.slice(printed.indexOf('RESULT') + 6)) as { backend: string; values: number[] };
    assert.equal(result.backend, 'cpu');

    const reference = new ReferenceRunner(tf, request.network, request.weights);
    assert.ok(farthest(result.values, reference.run(input).output.values) < 2 / 255);
    reference.dispose();
  }));
