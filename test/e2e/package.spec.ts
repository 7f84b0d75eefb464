// The packaged studio: starts, has all it needs, and runs a short distillation; once as the folder and once out of the
// archive that people download. `npm run package -- dir tar.gz` comes first.
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { z } from 'zod';
import { run } from '../cli/commandLine.ts';
import { PackagedStudio } from './packagedStudio.ts';
import { expect, test } from './studio.ts';
import { TINY_PIPELINE } from './tinyPipeline.ts';

const PROGRAM = 'omgd-studio';
/** How the program file spells the state of a fuse. */
const FUSE = { off: '0'.charCodeAt(0), on: '1'.charCodeAt(0) };

async function distilAndTry(program: string, profile: string): Promise<void> {
  const studio = await PackagedStudio.open(program, profile);
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
}

const packagedProgram = (): string => {
  const program = resolve('release', 'linux-unpacked', PROGRAM);
  test.skip(!existsSync(program), 'There is no package: run "npm run package -- dir" first.');
  return program;
};

test('the package is no Node for strangers, and loads its own archive only, unchanged', async () => {
  const fuses = await getCurrentFuseWire(packagedProgram());
  const off = [
    FuseV1Options.RunAsNode,
    FuseV1Options.EnableNodeOptionsEnvironmentVariable,
    FuseV1Options.EnableNodeCliInspectArguments,
  ];
  const on = [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, FuseV1Options.OnlyLoadAppFromAsar];
  expect(off.map((fuse) => fuses[fuse])).toEqual(off.map(() => FUSE.off));
  expect(on.map((fuse) => fuses[fuse])).toEqual(on.map(() => FUSE.on));
});

test('the packaged studio runs a short distillation, and tries its result', async ({ profile }) => {
  await distilAndTry(packagedProgram(), profile);
});

test('so does the studio out of the archive', async ({ profile }) => {
  const [archive] = globSync('release/*.tar.gz');
  test.skip(archive === undefined, 'There is no archive: run "npm run package -- tar.gz" first.');
  const folder = join(profile, 'unpacked');
  mkdirSync(folder);
  expect(spawnSync('tar', ['-xzf', resolve(archive!), '-C', folder]).status).toBe(0);
  const [program] = globSync(join(folder, '*', PROGRAM));
  await distilAndTry(program!, profile);
});
