/** The worker of the studio's window, as it is built, in a page of a Chromium that has WebGPU without a graphics card. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { globSync, readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join } from 'node:path';
import type { TestContext } from 'node:test';
import { chromium } from 'playwright';
import type { CanvasPixels, ModelInput } from '../../renderer/playground/modelPixels.ts';
import { buildStudioIfNeeded } from '../../scripts/studio/build.ts';

const PROGRAM = process.env['OMGD_CHROMIUM'] ?? 'chromium';
const WORDS = ['--no-sandbox', '--enable-unsafe-webgpu', '--use-webgpu-adapter=swiftshader'];
const BUILT = join(import.meta.dirname, '..', '..', 'out', 'renderer', 'assets');
const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};
/** As the studio's pages have them: WebAssembly gets threads only there. */
const ISOLATED = { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' };

/** What the window does with a model: renderer/playground/modelClient.ts without its address. */
const PAGE = `<!doctype html><link rel="icon" href="data:,"><script type="module">
  globalThis.answersOf = async (workerUrl, load, pictures) => {
    const worker = new Worker(workerUrl, { type: 'module' });
    const ask = (command) => new Promise((resolve, reject) => {
      worker.onmessage = ({ data: told }) => told.kind === 'failed' ? reject(new Error(told.message)) : resolve(told);
      worker.onerror = ({ message }) => reject(new Error(message));
      worker.postMessage(command);
    });
    try {
      await ask({ kind: 'load', id: 0, ...load });
      const answers = [];
      for (const picture of pictures) {
        const told = await ask({ kind: 'run', id: 1, picture: { ...picture, data: Uint8ClampedArray.from(picture.data) } });
        answers.push({ ...told.picture, data: [...told.picture.data] });
      }
      return answers;
    } finally {
      worker.terminate();
    }
  };
</script>`;

export interface Loaded {
  readonly file: Buffer;
  readonly input: ModelInput;
}

export interface Answer {
  readonly width: number;
  readonly height: number;
  readonly data: readonly number[];
}

/** Returns what has one model answer pictures, one after the other; undefined, with the reason told, without such a browser. */
export async function openWorkerPage(
  context: TestContext,
): Promise<((loaded: Loaded, pictures: readonly CanvasPixels[]) => Promise<Answer[]>) | undefined> {
  if (spawnSync(PROGRAM, ['--version']).status !== 0) {
    context.skip(`There is no program ${PROGRAM} here.`);
    return undefined;
  }
  assert.equal(await buildStudioIfNeeded(), 0);
  const [worker = ''] = globSync('modelWorker-*.js', { cwd: BUILT });
  let model: Buffer = Buffer.alloc(0);
  const address = await serve(context, ({ url = '/' }, response) => {
    const type = url === '/' ? 'text/html' : (TYPES[extname(url)] ?? 'application/octet-stream');
    response.writeHead(200, { ...ISOLATED, 'Content-Type': type });
    response.end(url === '/' ? PAGE : url === '/model.onnx' ? model : readFileSync(join(BUILT, basename(url))));
  });
  const executablePath = spawnSync('which', [PROGRAM], { encoding: 'utf8' }).stdout.trim();
  const browser = await chromium.launch({ executablePath, args: WORDS });
  context.after(() => browser.close());
  const page = await browser.newPage();
  await page.goto(address);
  return ({ file, input }, pictures) => {
    model = file;
    const plain = pictures.map((picture) => ({ ...picture, data: [...picture.data] }));
    const words = [`/${worker}`, { url: '/model.onnx', input, device: { kind: 'webgpu' } }, plain].map((word) =>
      JSON.stringify(word),
    );
    return page.evaluate<Answer[]>(`answersOf(${words.join()})`);
  };
}

async function serve(context: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer).listen(0, '127.0.0.1');
  context.after(() => server.close());
  await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
}
