// The packaged studio: starts, has all it needs, and runs a short distillation. `npm run package -- dir` comes first.
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { run } from '../cli/commandLine.ts';
import { PackagedStudio } from './packagedStudio.ts';
import { expect, test } from './studio.ts';
import { TINY_PIPELINE } from './tinyPipeline.ts';

const PROGRAM = resolve('release', 'linux-unpacked', 'omgd-studio');

test('the packaged studio runs a short distillation, and tries its result', async ({ profile }) => {
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

    // The runtime of the playground, WebAssembly out of the program's archive, answers with an exported file.
    const { code, stderr } = await run(join(profile, 'data'), 'export', 'latest', '--to', 'onnx');
    expect(code, stderr).toBe(0);
    const entry = "[...document.querySelectorAll('nav button')].find((one) => one.textContent.includes('Playground'))";
    await studio.evaluate(`(${entry}.click(), true)`);
    const hasAnswer = `document.querySelector('[aria-label="Answer of the student"]') !== null`;
    await expect.poll(() => studio.evaluate(hasAnswer), { timeout: 60_000 }).toBe(true);
  } finally {
    await studio.close();
  }
});
