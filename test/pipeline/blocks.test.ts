import assert from 'node:assert/strict';
import { test } from 'node:test';
import { blocksOf, parsePipeline, timelineOf, type PipelineDocument } from '../../core/pipeline/index.ts';

function unpaired(training: Record<string, unknown>): PipelineDocument {
  const parsed = parsePipeline({ version: 1, method: 'omgd-unpaired', training });
  assert.ok(parsed.ok);
  return parsed.document;
}

/** `T` and `S`, a letter a step. */
function letters(document: PipelineDocument, stepsPerEpoch: number): string {
  const blocks = blocksOf(document.training, stepsPerEpoch);
  return Array.from({ length: blocks.totalSteps }, (_, step) => blocks.at(step).kind[0]!.toUpperCase()).join('');
}

test('teacher and student take turns, and the last epochs of the teacher end in a whole block of the student', () => {
  const document = unpaired({ nDis: 2, blockLength: 2, schedule: { unit: 'epochs', flat: 3, decay: 2 } });
  assert.equal(letters(document, 1), 'TTSSSSTTSSSSTSSSS');
  assert.equal(letters(document, 2).length, 2 * 17);
  assert.equal(timelineOf(document, 3).totalSteps, 3 * 17);
});

test('every step knows how many of its kind came before, so that loaders stand right after a resume', () => {
  const document = unpaired({ nDis: 2, blockLength: 3, schedule: { unit: 'steps', flat: 7 } });
  const blocks = blocksOf(document.training, 100);
  const seen = { teacher: 0, student: 0 };
  for (let step = 0; step < blocks.totalSteps; step++) {
    const place = blocks.at(step);
    assert.equal(place.stepOfKind, seen[place.kind]);
    assert.equal(place.teacherSteps, seen.teacher);
    seen[place.kind]++;
  }
  assert.deepEqual(seen, { teacher: 7, student: 18 });
});

test('the student’s rate is that of the teacher’s last epoch', () => {
  const document = unpaired({ nDis: 1, blockLength: 1, schedule: { unit: 'epochs', flat: 1, decay: 3 } });
  const timeline = timelineOf(document, 2);
  const rates = Array.from({ length: timeline.totalSteps }, (_, step) => timeline.rateFactor(step));
  assert.deepEqual(rates, [1, 1, 1, 1, 0.75, 0.75, 0.75, 0.75, 0.5, 0.5, 0.5, 0.5, 0.25, 0.25, 0.25, 0.25]);
  assert.deepEqual([0, 2, 4, 6, 15].map((step) => timeline.epochOf(step)), [0, 0, 1, 1, 3]); // prettier-ignore
});

test('an interval in epochs is due at the end of an epoch of either network', () => {
  const document = unpaired({ nDis: 2, blockLength: 1, schedule: { unit: 'epochs', flat: 2, decay: 0 } });
  const timeline = timelineOf(document, 2);
  const due = Array.from({ length: 13 }, (_, done) => done).filter((done) =>
    timeline.isDue({ every: 1, unit: 'epochs' }, done),
  );
  assert.deepEqual(due, [2, 4, 6, 8, 10, 12]);
});

test('a method without blocks has the schedule’s steps alone', () => {
  const parsed = parsePipeline({ version: 1, method: 'cyclegan', training: { schedule: { unit: 'steps', flat: 9 } } });
  assert.ok(parsed.ok);
  const timeline = timelineOf(parsed.document, 4);
  assert.deepEqual([timeline.totalSteps, timeline.blockAt(3), timeline.epochOf(7)], [9, undefined, 1]);
});
