import assert from 'node:assert/strict';
import { test } from 'node:test';
import { presetById } from '../../../core/pipeline/index.ts';
import { cut } from '../../../renderer/graph/cables.ts';
import { canvasStateOf, readCanvasState } from '../../../renderer/graph/canvasState.ts';
import { move, sketchOf } from '../../../renderer/graph/sketch.ts';

const demo = sketchOf(presetById('demo-edges2emoji').document);

test('positions and parked teachers come back from JSON', () => {
  const sketch = move(cut(demo, 'wider.picture>losses.teachers'), { student: { x: 1, y: 2 } });
  const json: unknown = JSON.parse(JSON.stringify(canvasStateOf(sketch)));
  assert.deepEqual(readCanvasState(json), { positions: sketch.positions, parked: sketch.parked });
});

test('what cannot be read gives a tidy canvas', () => {
  const tidy = { positions: {}, parked: {} };
  assert.deepEqual(readCanvasState(null), tidy);
  assert.deepEqual(readCanvasState({ positions: { student: 'left' }, parked: 3 }), tidy);
});
