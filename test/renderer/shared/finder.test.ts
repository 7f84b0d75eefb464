import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterEntries, type FinderEntry } from '../../../renderer/components/shared/finder.ts';

const entry = (title: string, detail = ''): FinderEntry => ({ id: title, title, detail, run: () => undefined });
const entries = [
  entry('Save Pipeline'),
  entry('Open Pipeline'),
  entry('Width', 'Setting of Student'),
  entry('Pipeline'),
];
const titles = (query: string) => filterEntries(entries, query).map(({ title }) => title);

test('an empty query lists everything in its order', () => {
  assert.deepEqual(titles(' '), ['Save Pipeline', 'Open Pipeline', 'Width', 'Pipeline']);
});

test('titles that begin with the query come first', () => {
  assert.deepEqual(titles('pipe'), ['Pipeline', 'Save Pipeline', 'Open Pipeline']);
});

test('all words must occur, in the title or the detail', () => {
  assert.deepEqual(titles('student width'), ['Width']);
  assert.deepEqual(titles('student height'), []);
});
