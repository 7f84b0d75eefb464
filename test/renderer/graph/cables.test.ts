import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presetById } from '../../../core/pipeline/index.ts';
import { cableProblem, cablesOf, connect, cut, type Socket } from '../../../renderer/graph/cables.ts';
import { addTeacher, removeTeacher } from '../../../renderer/graph/teachers.ts';
import type { NodeKind } from '../../../renderer/graph/nodes.ts';
import { isConnected, isOnCanvas, nodesOf, sketchOf } from '../../../renderer/graph/sketch.ts';

const demo = sketchOf(presetById('demo-edges2emoji').document);
const at = (node: NodeKind, port: string): Socket => ({ node, port });
const ids = (sketch: typeof demo) => cablesOf(sketch).map(({ id }) => id);

test('the demo shows both teachers, the student and every cable between them', () => {
  assert.equal(nodesOf(demo).length, 9);
  assert.ok(ids(demo).includes('wider.channels>losses.channels'));
  assert.equal(ids(demo).length, 11);
});

test('cutting a teacher’s cable takes it out of the document but leaves it on the canvas', () => {
  const parked = cut(demo, 'deeper.picture>losses.teachers');
  assert.equal(parked.document.teachers.deeper, undefined);
  assert.deepEqual(parked.parked.deeper, demo.document.teachers.deeper);
  assert.ok(isOnCanvas(parked, 'deeper'));
  assert.ok(!isConnected(parked, 'deeper'));
});

test('connecting a parked teacher brings back its settings', () => {
  const parked = cut(demo, 'prepare.batches>deeper.batches');
  const joined = connect(parked, at('deeper', 'picture'), at('losses', 'teachers'));
  assert.deepEqual(joined.document, demo.document);
  assert.deepEqual(joined.parked, {});
});

test('the cable of the channels is the weight of channel distillation', () => {
  const without = cut(demo, 'wider.channels>losses.channels');
  assert.equal(without.document.losses.channelWeight, 0);
  assert.ok(isConnected(without, 'wider'));
  const again = connect(without, at('wider', 'channels'), at('losses', 'channels'));
  assert.ok(again.document.losses.channelWeight > 0);
});

test('without a wider teacher there is no channel distillation, and adding one brings it back', () => {
  const removed = removeTeacher(demo, 'wider');
  assert.equal(removed.document.losses.channelWeight, 0);
  assert.ok(!isOnCanvas(removed, 'wider'));
  const added = addTeacher(removed, 'wider');
  assert.ok(added.document.teachers.wider);
  assert.ok(added.document.losses.channelWeight > 0);
});

test('a cable between ports of different types is refused with both named', () => {
  const problem = cableProblem(demo, at('dataset', 'pairs'), at('losses', 'teachers'));
  assert.equal(problem, 'Losses takes generated pictures here, but Dataset gives pairs of pictures.');
});

test('the student cannot be its own teacher', () => {
  const problem = cableProblem(demo, at('student', 'picture'), at('losses', 'teachers'));
  assert.equal(problem, 'The student cannot be its own teacher.');
});

test('a teacher’s pictures do not go to the student’s port', () => {
  assert.match(
    cableProblem(demo, at('wider', 'picture'), at('losses', 'student')) ?? '',
    /Only the student’s pictures/,
  );
});

test('a cable that is there already is refused', () => {
  assert.match(cableProblem(demo, at('dataset', 'pairs'), at('prepare', 'pairs')) ?? '', /there already/);
});

test('a plain pix2pix run has no cables to teachers and says why one is refused', () => {
  const plain = sketchOf({ ...demo.document, method: 'pix2pix' });
  assert.ok(!ids(plain).some((id) => id.includes('wider')));
  assert.match(cableProblem(plain, at('wider', 'picture'), at('losses', 'teachers')) ?? '', /pix2pix/);
});

test('cables that are the method itself cannot be cut', () => {
  assert.equal(cut(demo, 'losses.objective>training.objective'), demo);
});
