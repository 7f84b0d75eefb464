import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { RayClient } from '../../core/ray/client.ts';
import { bringPackage } from '../../core/ray/packages.ts';
import { programFiles } from '../../core/ray/program.ts';
import { placeOf, Stage, stageDocument } from '../../core/ray/stage.ts';
import { tinyDocument } from '../fixtures/tinyDocument.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';
import { startClusterServer } from './clusterServer.ts';

function document(folder: string, file: string) {
  const base = tinyDocument(10);
  return tinyDocument(10, {
    dataset: { kind: 'sideBySide', folder },
    student: { ...base.student, start: { kind: 'weights', file } },
  });
}

test('files of this machine are packed once, and the document names them as they lie in the package', async (context) => {
  const folder = temporaryFolder(context);
  mkdirSync(join(folder, 'shoes', 'train'), { recursive: true });
  writeFileSync(join(folder, 'shoes', 'train', '1.png'), 'picture');
  writeFileSync(join(folder, 'student.safetensors'), 'weights');
  const stage = new Stage(undefined);
  const staged = await stageDocument(document('shoes', 'student.safetensors'), folder, stage);
  assert.deepEqual(staged.dataset, {
    kind: 'sideBySide',
    folder: '0-shoes',
    direction: 'AtoB',
    validationFraction: 0.05,
  });
  assert.deepEqual(staged.student.start, { kind: 'weights', file: '1-student.safetensors' });
  assert.equal(await stage.file(join(folder, 'student.safetensors')), '1-student.safetensors');
  assert.deepEqual(stage.packed.map(({ name }) => name), ['0-shoes/train/1.png', '1-student.safetensors']); // prettier-ignore
  assert.deepEqual(placeOf('1-student.safetensors', 'p.zip'), { package: 'p.zip', name: '1-student.safetensors' });
});

test('the shared folder is named by its path on the nodes, and other weights are copied into it by their content', async (context) => {
  const folder = temporaryFolder(context);
  const here = join(folder, 'mount');
  mkdirSync(join(here, 'sets', 'shoes'), { recursive: true });
  writeFileSync(join(folder, 'student.safetensors'), 'weights');
  const stage = new Stage({ here, there: '/mnt/lab' });
  const staged = await stageDocument(document(join(here, 'sets', 'shoes'), 'student.safetensors'), folder, stage);
  assert.ok(staged.dataset.kind === 'sideBySide' && staged.student.start.kind === 'weights');
  assert.equal(staged.dataset.folder, '/mnt/lab/sets/shoes');
  const { file } = staged.student.start;
  assert.match(file, /^\/mnt\/lab\/omgd-studio\/files\/[0-9a-f]{32}\/student\.safetensors$/);
  assert.equal(readFileSync(file.replace('/mnt/lab', here), 'utf8'), 'weights');
  assert.deepEqual(stage.packed, []);
  assert.deepEqual(placeOf(file, undefined), { path: file });
});

test('a dataset that is named by a web address stays one: every node fetches it itself', async (context) => {
  const folder = temporaryFolder(context);
  writeFileSync(join(folder, 'student.safetensors'), 'weights');
  const stage = new Stage(undefined);
  const address = 'https://data.example/shoes.tar.gz#sha256=' + 'a'.repeat(64);
  const staged = await stageDocument(document(address, 'student.safetensors'), folder, stage);
  assert.equal(Reflect.get(staged.dataset, 'folder'), address);
  assert.deepEqual(stage.packed.map(({ name }) => name), ['0-student.safetensors']); // prettier-ignore
});

test('a path that is not here is one of the nodes, if it can be', async (context) => {
  const folder = temporaryFolder(context);
  const staged = await stageDocument(document('/data/on/nodes', '/data/w.safetensors'), folder, new Stage(undefined));
  assert.equal(Reflect.get(staged.dataset, 'folder'), '/data/on/nodes');
  await assert.rejects(
    new Stage(undefined).file('C:\\gone'),
    /no file or folder C:\\gone, and it cannot be one of the cluster/,
  );
});

test('the program is uploaded once, holds what a node needs, and nothing of what it installs itself', async (context) => {
  const server = await startClusterServer(context);
  const client = new RayClient(server.target);
  const files = await programFiles();
  const names = new Set(files.map(({ name }) => name));
  for (const name of [
    'scripts/bootstrap.mjs',
    'scripts/setup.ts',
    'core/ray/job/main.ts',
    'package-lock.json',
    'resources/perceptual/vgg16-hed-fp16.safetensors',
  ]) {
    // prettier-ignore
    assert.ok(names.has(name), name);
  }
  assert.ok(files.every(({ content }) => 'path' in content && existsSync(content.path)));
  assert.ok(![...names].some((name) => name.includes('node_modules')));
  // Two runs of a sweep start at once, and another one later.
  const [first, second] = await Promise.all([bringPackage(client, files), bringPackage(client, files)]);
  const third = await bringPackage(client, files);
  assert.deepEqual([first, second, third].map(({ isNew }) => isNew), [true, false, false]); // prettier-ignore
  assert.deepEqual([second.name, third.name], [first.name, first.name]);
  assert.equal(server.asked.filter(({ method }) => method === 'PUT').length, 1);
  assert.ok(first.bytes < 25e6, `the program has grown to ${String(first.bytes)} bytes`);
});

test('a packaged studio uploads what the sources upload, from beside its archive', async (context) => {
  const root = join(import.meta.dirname, '..', '..');
  const resources = temporaryFolder(context);
  mkdirSync(join(resources, 'program'));
  for (const part of ['core', 'scripts', 'package.json', 'package-lock.json', '.npmrc', 'LICENSE']) {
    if (existsSync(join(root, part))) symlinkSync(join(root, part), join(resources, 'program', part));
  }
  symlinkSync(join(root, 'resources'), join(resources, 'resources'));
  const archive = join(resources, 'app.asar');
  mkdirSync(archive);
  writeFileSync(join(archive, 'package.json'), '{}');
  const namesOf = (files: readonly { readonly name: string }[]) => files.map(({ name }) => name).sort();
  const packaged = await programFiles(archive);
  assert.deepEqual(namesOf(packaged), namesOf(await programFiles(root)));
  assert.ok(packaged.every(({ content }) => 'path' in content && !content.path.startsWith(archive)));
  await assert.rejects(programFiles(join(temporaryFolder(context), 'app.asar')), /are not there to be uploaded/);
});
