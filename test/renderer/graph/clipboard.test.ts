import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presetById } from '../../../core/pipeline/index.ts';
import { copyNode, pasteNode } from '../../../renderer/graph/clipboard.ts';

const demo = presetById('demo-edges2emoji').document;
const paper = presetById('paper-unet-cityscapes-16').document;

test('settings of a node are pasted into the same node of another pipeline', () => {
  const pasted = pasteNode(demo, 'training', copyNode(paper, 'training'));
  assert.ok(pasted.ok);
  assert.deepEqual(pasted.document.training, paper.training);
});

test('settings of one network fit another one; only teachers can be frozen', () => {
  const pasted = pasteNode(demo, 'student', copyNode(demo, 'wider'));
  assert.ok(pasted.ok);
  const { frozen, ...common } = demo.teachers.wider!;
  assert.equal(frozen, false);
  assert.deepEqual(pasted.document.student, common);
});

test('a dataset of another kind replaces all of the old one', () => {
  const pasted = pasteNode(demo, 'dataset', copyNode(paper, 'dataset'));
  assert.ok(pasted.ok);
  assert.deepEqual(pasted.document.dataset, paper.dataset);
});

test('settings of another kind of node are refused by name', () => {
  const pasted = pasteNode(demo, 'losses', copyNode(demo, 'training'));
  assert.deepEqual(pasted, {
    ok: false,
    message: 'These are settings of “Training”; they do not fit “Losses”.',
  });
});

test('other text in the clipboard is refused kindly', () => {
  const pasted = pasteNode(demo, 'losses', 'hello');
  assert.ok(!pasted.ok);
  assert.match(pasted.message, /holds no settings/);
});

test('values that the document does not allow are refused with the reason', () => {
  const clip = JSON.stringify({ omgdNode: 'student', settings: { ngf: 0 } });
  const pasted = pasteNode(demo, 'student', clip);
  assert.ok(!pasted.ok);
  assert.match(pasted.message, /student\.ngf is 0/);
});
