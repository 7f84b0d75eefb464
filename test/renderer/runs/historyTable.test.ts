import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { StudioRun } from '../../../core/protocol/studio/index.ts';
import { queryRuns, tagsOf, type HistoryQuery } from '../../../renderer/runs/historyTable.ts';
import { readTags } from '../../../renderer/runs/tags.ts';

function run(id: string, changes: Partial<StudioRun>): StudioRun {
  return {
    id,
    name: id,
    state: 'finished',
    seed: 233,
    versions: {},
    device: null,
    createdMs: 0,
    startedMs: null,
    endedMs: null,
    endCode: null,
    endMessage: null,
    step: 0,
    totalSteps: null,
    epoch: 0,
    trainedMs: 0,
    notes: '',
    tags: [],
    deletedMs: null,
    isBroughtIn: false,
    sweepId: null,
    ...changes,
  };
}

const ALL: HistoryQuery = { search: '', state: '', tag: '', column: 'createdMs', isDescending: true };
const RUNS = [
  run('narrow shoes', { createdMs: 1, step: 900, tags: ['best'] }),
  run('wide shoes', { createdMs: 2, step: 1000, state: 'failed', notes: 'too high a rate' }),
];
const names = (query: Partial<HistoryQuery>) => queryRuns(RUNS, { ...ALL, ...query }).map(({ name }) => name);

test('the newest run comes first', () => {
  assert.deepEqual(names({}), ['wide shoes', 'narrow shoes']);
});

test('all words must be found, in name, notes or tags, whatever their case', () => {
  assert.deepEqual(names({ search: 'RATE shoes' }), ['wide shoes']);
  assert.deepEqual(names({ search: 'best' }), ['narrow shoes']);
  assert.deepEqual(names({ search: 'rate best' }), []);
});

test('state and tag narrow the list', () => {
  assert.deepEqual(names({ state: 'failed' }), ['wide shoes']);
  assert.deepEqual(names({ tag: 'best' }), ['narrow shoes']);
});

test('numbers are ordered as numbers', () => {
  assert.deepEqual(names({ column: 'step', isDescending: false }), ['narrow shoes', 'wide shoes']);
});

test('tags are listed once', () => {
  assert.deepEqual(tagsOf([...RUNS, run('other', { tags: ['best', 'a'] })]), ['a', 'best']);
});

test('typed tags lose doubles, spaces and number signs', () => {
  assert.deepEqual(readTags(' #wide, best,, wide '), ['wide', 'best']);
});
