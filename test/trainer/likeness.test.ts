/** On pictures of a real run: docs/results.md, seed 233, step 300, whose student had settled on negatives. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { decodeImage } from '../../core/data/decodeImage.ts';
import { writeCrop } from '../../core/data/floatImage.ts';
import type { HostImages } from '../../core/distill/runner.ts';
import { Health } from '../../core/trainer/health.ts';
import { correlation, Likeness } from '../../core/trainer/likeness.ts';

type Role = 'wider' | 'deeper' | 'student';

async function picture(role: Role, sample: number): Promise<HostImages> {
  const path = join(import.meta.dirname, '..', 'fixtures', 'wrong-valley', `${role}-${sample}.png`);
  const pixels = await decodeImage(await readFile(path));
  const values = new Float32Array(pixels.data.length);
  writeCrop(pixels, { left: 0, top: 0, size: pixels.width, flip: false }, values, 0);
  return { values, shape: [1, pixels.height, pixels.width, 3] };
}

/** Likeness of both recorded samples, with `student` in the student's place. */
async function likenessOf(student: Role): Promise<number | undefined> {
  const likeness = new Likeness();
  for (const sample of [1, 2]) {
    const [wider, deeper] = [await picture('wider', sample), await picture('deeper', sample)];
    likeness.add({ wider, deeper, student: await picture(student, sample) });
  }
  return likeness.mean;
}

test('a student that makes negatives is warned of once it has stayed there', async () => {
  const health = new Health();
  const likeness = await likenessOf('student');
  assert.ok(likeness !== undefined && likeness < -0.5, String(likeness));
  assert.deepEqual(health.checkLikeness(0, likeness), []);
  assert.deepEqual(health.checkLikeness(100, likeness), []);
  assert.deepEqual(health.checkLikeness(200, likeness), []);
  const [warning] = health.checkLikeness(300, likeness);
  assert.equal(warning?.code, 'wrong-valley');
  assert.match(warning.message, /From step 100 to step 300 .* \(correlation -0\.\d+\)/);
});

test('a student like its teachers, and one that only passes through negatives, are not', async () => {
  const alike = await likenessOf('deeper');
  assert.ok(alike !== undefined && alike > 0.5, String(alike));
  const health = new Health();
  for (const [step, likeness] of [
    [100, -0.8],
    [200, alike],
    [300, -0.8],
    [400, alike],
  ] as const)
    // prettier-ignore
    assert.deepEqual(health.checkLikeness(step, likeness), []);
});

test('without teachers, or on one flat colour, there is nothing to compare', async () => {
  const likeness = new Likeness();
  likeness.add({ student: await picture('student', 1) });
  const flat: HostImages = { values: new Float32Array(64 * 64 * 3), shape: [1, 64, 64, 3] };
  likeness.add({ student: flat, wider: flat });
  assert.equal(likeness.mean, undefined);
  assert.deepEqual(new Health().checkLikeness(500, likeness.mean), []);
});

test('correlation of pictures with themselves and their negatives', async () => {
  const { values } = await picture('wider', 1);
  assert.ok(Math.abs(correlation(values, values) - 1) < 1e-6);
  assert.ok(Math.abs(correlation(values, values.map((value) => -value)) + 1) < 1e-6); // prettier-ignore
});
