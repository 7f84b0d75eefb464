import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawEdges } from '../../core/data/derive/canny.ts';
import { smooth } from '../../core/data/derive/gaussian.ts';
import type { Pixels } from '../../core/data/pixels.ts';

const SETTINGS = { smoothing: 1, detail: 0.3 };

/** A grey picture whose level at (x, y) is what `level` says, from 0 to 255. */
function picture(width: number, height: number, level: (x: number, y: number) => number): Pixels {
  const data = Uint8Array.from({ length: width * height }, (_, at) => level(at % width, Math.floor(at / width)));
  return { width, height, channels: 1, data };
}

/** The line's pixels as 'x,y'. */
function lineOf({ width, data }: Pixels): Set<string> {
  const places = [...data].flatMap((value, at) => (value === 0 ? [`${at % width},${Math.floor(at / width)}`] : []));
  return new Set(places);
}

test('a step becomes one line, one pixel wide, beside the step', () => {
  const edges = drawEdges(
    picture(20, 16, (x) => (x < 10 ? 40 : 200)),
    SETTINGS,
  );
  const columns = new Set([...lineOf(edges)].map((place) => Number(place.split(',')[0])));
  assert.equal(columns.size, 1);
  assert.ok(columns.has(9) || columns.has(10));
  assert.equal(lineOf(edges).size, 14, 'from border to border');
  assert.deepEqual([...new Set(edges.data)].sort(), [0, 255]);
});

test('a picture turned by a quarter has its edges turned by a quarter', () => {
  const blob = (x: number, y: number): number => ((x - 15) ** 2 / 90 + (y - 18) ** 2 / 30 < 1 ? 220 : 30);
  const upright = lineOf(drawEdges(picture(36, 36, blob), SETTINGS));
  const turned = lineOf(
    drawEdges(
      picture(36, 36, (x, y) => blob(y, x)),
      SETTINGS,
    ),
  );
  assert.ok(upright.size > 20);
  assert.deepEqual([...turned].sort(), [...upright].map((place) => place.split(',').reverse().join(',')).sort());
});

test('a disc has a closed outline: nothing gets from inside to outside without crossing it', () => {
  const size = 48;
  const edges = drawEdges(
    picture(size, size, (x, y) => (Math.hypot(x - 24, y - 23) < 14 ? 230 : 60)),
    SETTINGS,
  );
  const lines = lineOf(edges);
  const reached = new Set(['24,23']);
  const waiting = [[24, 23]];
  for (let place = waiting.pop(); place !== undefined; place = waiting.pop()) {
    const [x, y] = place as [number, number];
    for (const [nextX, nextY] of [
      [x - 1, y],
      [x + 1, y],
      [x, y - 1],
      [x, y + 1],
    ] as [number, number][]) {
      // prettier-ignore
      const key = `${nextX},${nextY}`;
      if (reached.has(key) || lines.has(key)) continue;
      assert.ok(nextX > 0 && nextY > 0 && nextX < size && nextY < size, 'the outline has a hole');
      reached.add(key);
      waiting.push([nextX, nextY]);
    }
  }
});

test('a faint edge is drawn where it goes on from a strong one, and not where it stands alone', () => {
  // The step fades downwards; another step of its faintest strength stands apart.
  const fading = (y: number): number => (y < 20 ? 160 : 60);
  const scene = picture(64, 40, (x, y) => (x < 20 ? 20 + fading(y) : x < 44 ? 20 : 20 + 60));
  const lines = [...lineOf(drawEdges(scene, { smoothing: 1, detail: 0.02 }))].map((place) => place.split(',').map(Number)); // prettier-ignore
  const near = (column: number) => lines.filter(([x, y]) => Math.abs(x! - column) <= 2 && y! > 24).length;
  assert.ok(near(20) > 10, 'goes on');
  assert.equal(near(44), 0, 'stands alone');
});

test('what is flat or softly shaded has no edges, however much detail is asked for', () => {
  for (const level of [() => 128, (x: number) => 100 + x]) {
    assert.equal(lineOf(drawEdges(picture(40, 40, level), { smoothing: 1, detail: 0.9 })).size, 0);
  }
});

test('more detail draws more, more smoothing draws less', () => {
  // Blocks of levels that look random but are the same every time.
  const scene = picture(64, 64, (x, y) => (Math.imul((x >> 3) * 31 + (y >> 3) * 17, 2654435761) >>> 24) & 255);
  const count = (smoothing: number, detail: number): number => lineOf(drawEdges(scene, { smoothing, detail })).size;
  assert.ok(count(1, 0.05) < count(1, 0.2) && count(1, 0.2) < count(1, 0.6));
  assert.ok(count(4, 0.2) < count(1, 0.2));
});

test('smoothing keeps the mean, is the Gaussian around a point, and knows no direction', () => {
  const size = 31;
  const data = new Float32Array(size * size);
  data[15 * size + 15] = 1000;
  const { data: result } = smooth({ width: size, height: size, data }, 2);
  assert.ok(Math.abs(result.reduce((sum, value) => sum + value, 0) - 1000) < 0.01);
  const at = (x: number, y: number): number => result[(15 + y) * size + 15 + x]!;
  assert.ok(Math.abs(at(2, 0) / at(0, 0) - Math.exp(-0.5)) < 1e-5);
  assert.ok(Math.abs(at(0, 3) - at(3, 0)) < 1e-5 && Math.abs(at(-2, 1) - at(1, 2)) < 1e-5);
});

test('pictures of one pixel, one row and one column are taken', () => {
  for (const [width, height] of [
    [1, 1],
    [9, 1],
    [1, 9],
    [2, 2],
  ] as const) {
    // prettier-ignore
    const edges = drawEdges(picture(width, height, (x, y) => (x + y) * 20), SETTINGS);
    assert.deepEqual([edges.width, edges.height, lineOf(edges).size], [width, height, 0]);
  }
});
