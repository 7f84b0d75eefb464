import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SweepSummary } from '../../../core/protocol/studio/sweeps.ts';
import { nameInSweep } from '../../../renderer/sweeps/runNames.ts';

const widths = { id: 's', name: 'Emoji: sweep' } as SweepSummary;

test('a run of a sweep is named without the name of the sweep', () => {
  const named = nameInSweep({ name: 'Emoji: sweep: student.ngf 8', sweepId: 's' }, [widths]);
  assert.deepEqual(named, { name: 'student.ngf 8', sweep: widths });
});

test('a run that was renamed, or belongs to no sweep, keeps its name', () => {
  assert.equal(nameInSweep({ name: 'The best', sweepId: 's' }, [widths]).name, 'The best');
  assert.deepEqual(nameInSweep({ name: 'Alone', sweepId: null }, [widths]), { name: 'Alone', sweep: undefined });
});
