/**
 * A real Ray cluster that lets in only those who know its token, with nodes that keep a cache of their own: data is fetched
 * there from a web address, and what was trained there is exported here.
 */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { globSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { cacheFolder } from '../../core/installation/cacheFolder.ts';
import { run as command } from '../cli/commandLine.ts';
import { pattern } from '../data/pictures.ts';
import { serve, withFileServer } from '../download/fileServer.ts';
import { tarGzOf } from '../fixtures/tarFile.ts';
import { quickPipeline } from '../fixtures/tinyPipeline.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';
import { RayCluster, rayProgram } from './rayCluster.ts';

const INSTALLATION = join(import.meta.dirname, '..', '..');
const TOKEN = 'a-token-that-only-this-test-knows';

/** A machine of its own as far as datasets go; the TensorFlow that this one has. */
function cacheOfItsOwn(context: TestContext): string {
  const [cache, usual] = [temporaryFolder(context), cacheFolder()];
  for (const name of readdirSync(usual)) if (name.startsWith('tensorflow-')) symlinkSync(join(usual, name), join(cache, name)); // prettier-ignore
  return cache;
}

async function shoes(): Promise<Buffer> {
  const names = [...Array.from({ length: 4 }, (_, at) => `train/${String(at)}.jpg`), 'val/9.jpg'];
  const files = names.map(async (name, at) => [`shoes/${name}`, await pattern(128, 64, at).jpeg().toBuffer()] as const);
  return tarGzOf(Object.fromEntries(await Promise.all(files)));
}

function sweepOf(address: string) {
  const tiny = quickPipeline(6);
  const dataset = { kind: 'sideBySide', folder: address };
  const base = { ...tiny, dataset, perceptual: { kind: 'random' }, export: { targets: ['onnx', 'safetensors'] } };
  return { version: 1, name: 'Guarded', base, search: { kind: 'list', settings: [{}] }, seeds: [1, 2] };
}

test('a cluster with a token refuses those who do not know it; a sweep of those who do fetches its data there, and leaves its exports here', async (context) => {
  const ray = rayProgram(context);
  if (ray === undefined) return;
  const nodeCache = cacheOfItsOwn(context);
  const environment = { OMGD_CACHE_DIR: nodeCache };
  const cluster = await RayCluster.start(context, ray, { token: TOKEN, environment });
  await cluster.startWorker('worker', 1);
  const folder = temporaryFolder(context);
  const add = async (name: string, token: string | undefined): Promise<void> => {
    const path = join(folder, `${name}.token`);
    if (token !== undefined) writeFileSync(path, `${token}\n`);
    const words = ['--cpus', '1', '--installation', INSTALLATION, ...(token === undefined ? [] : ['--token-file', path])]; // prettier-ignore
    assert.equal((await command(folder, 'targets', 'add', name, cluster.address, ...words)).code, 0);
  };
  await add('right', TOKEN);
  await add('wrong', 'another-token-than-that');
  await add('none', undefined);

  process.env['OMGD_CACHE_DIR'] = cacheOfItsOwn(context);
  context.after(() => delete process.env['OMGD_CACHE_DIR']);
  await withFileServer(async (server) => {
    const archive = await shoes();
    server.answerWith(serve(archive));
    const sha256 = createHash('sha256').update(archive).digest('hex');
    const file = join(folder, 'sweep.json');
    writeFileSync(file, JSON.stringify(sweepOf(`${server.address}#sha256=${sha256}`)));
    for (const [name, words] of [
      ['wrong', /"wrong" .* does not let us in \(status 403\)\. Check the target's token/],
      ['none', /"none" .* does not let us in \(status 401\)\. Name its token in the target/],
    ] as const) {
      const refused = await command(folder, 'sweep', 'run', file, '--target', name);
      assert.equal(refused.code, 1);
      assert.match(refused.stderr, words);
    }
    assert.equal((await command(folder, 'sweep', 'list', '--json')).stdout, '', 'a refused sweep leaves nothing');
    assert.equal(server.ranges.length, 0);

    const done = await command(folder, 'sweep', 'run', file, '--target', 'right');
    assert.equal(done.code, 0, done.stdout + done.stderr);
    assert.equal(server.ranges.length, 2, 'once by the node, for both runs, and once here, for the exports');
    assert.ok(globSync(join(nodeCache, 'datasets', '*', '*', 'train', '0.jpg')).length === 1);
  });
  const exports = globSync(join(folder, '**', 'report.json')).sort();
  assert.equal(exports.length, 4);
  for (const report of exports) {
    const verified = await command(folder, 'verify', join(report, '..'));
    assert.equal(verified.code, 0, verified.stderr);
    context.diagnostic(verified.stdout.trim().split('\n').join(' '));
  }
});
