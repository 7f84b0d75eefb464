// The packaged studio: starts, has all it needs, and runs a short distillation. `npm run package -- dir` comes first.
import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { z } from 'zod';
import { PackagedStudio } from './packagedStudio.ts';
import { expect, test } from './studio.ts';
import { TINY_PIPELINE } from './tinyPipeline.ts';

const PROGRAM = resolve('release', 'linux-unpacked', 'omgd-studio');

test('the packaged studio runs a short distillation', async ({ profile }) => {
  test.skip(!existsSync(PROGRAM), 'There is no package: run "npm run package -- dir" first.');
  const studio = await PackagedStudio.open(PROGRAM, profile);
  try {
    expect(await studio.evaluate('studio.app.licenses().then((licenses) => licenses.value.length > 10)')).toBe(true);
    expect(await studio.evaluate('studio.system.runtime().then((runtime) => runtime.value.kind)')).toBe('ready');
    const request = JSON.stringify({ document: TINY_PIPELINE, origin: { kind: 'new' } });
    const runId = z
      .string()
      .parse(await studio.evaluate(`studio.runs.start(${request}).then((run) => run.value.runId)`));
    const state = `studio.runs.get({ runId: '${runId}' }).then((detail) => detail.value.run.state)`;
    await expect.poll(() => studio.evaluate(state), { timeout: 120_000 }).toBe('finished');
  } finally {
    await studio.close();
  }
});
