import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { STUDIO_CONTRACT, wireName, type StudioApi } from '../../core/protocol/studio/api.ts';
import { COMMANDS } from '../../core/protocol/studio/commands.ts';
import { ALL_ERRORS, resultSchema, STUDIO_ERRORS } from '../../core/protocol/studio/errors.ts';
import type { StudioRun } from '../../core/protocol/studio/runRecords.ts';
import { ERRORS } from '../../core/protocol/index.ts';

test('every channel has a request, an answer, and a name of its own on the wire', () => {
  const names = Object.entries(STUDIO_CONTRACT).flatMap(([domain, channels]) =>
    Object.entries(channels).map(([channel, { request, response }]) => {
      assert.ok(request instanceof z.ZodType && response instanceof z.ZodType, `${domain}.${channel}`);
      return wireName(domain, channel);
    }),
  );
  assert.equal(new Set(names).size, names.length);
});

test('the types of the bridge follow the schemas', () => {
  type Listed = Awaited<ReturnType<StudioApi['runs']['list']>>;
  const listed: Listed = { ok: true, value: [] };
  const runs: StudioRun[] = listed.ok ? listed.value : [];
  assert.deepEqual(runs, []);
  // @ts-expect-error A run is named by its id, not by its position.
  const wrong: Parameters<StudioApi['runs']['get']> = [{ position: 1 }];
  assert.equal(STUDIO_CONTRACT.runs.get.request.safeParse(wrong[0]).success, false);
});

test('a result is a value or an error, and the studio adds errors without replacing any', () => {
  const schema = resultSchema(z.number());
  assert.ok(schema.safeParse({ ok: true, value: 3 }).success);
  assert.ok(!schema.safeParse({ ok: true, value: '3' }).success);
  const error = { code: 'disk-full', title: '', message: '', action: '', details: '' };
  assert.ok(schema.safeParse({ ok: false, error }).success);
  assert.equal(Object.keys(ALL_ERRORS).length, Object.keys(ERRORS).length + Object.keys(STUDIO_ERRORS).length);
});

test('no two commands have the same key', () => {
  const keys = Object.values(COMMANDS).flatMap(({ accelerator }) => (accelerator === '' ? [] : [accelerator]));
  assert.deepEqual([...new Set(keys)], keys);
});
