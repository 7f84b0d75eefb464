/** Real runs from the command line, ended in every way. */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { quickPipeline } from '../fixtures/tinyPipeline.ts';
import { isAlive, until } from '../fixtures/until.ts';
import { freePort } from '../ray/freePort.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';
import { CommandLine, run } from './commandLine.ts';

/** Starts a run of so many steps with JSON lines; a failing test does not leave it behind. */
function startRun(context: TestContext, folder: string, steps: number): CommandLine {
  const file = join(folder, 'pipeline.json');
  writeFileSync(file, JSON.stringify(quickPipeline(steps)));
  const command = new CommandLine(folder, ['run', file, '--json']);
  context.after(() => command.child.kill('SIGKILL'));
  return command;
}

function untilCheckpoint(command: CommandLine): Promise<void> {
  return until('a checkpoint', () => command.stdout.includes('"kind":"checkpoint"') || command.child.exitCode !== null);
}

/** The processes whose parent is `pid` (Linux only). */
function childrenOf(pid: number): number[] {
  return readFileSync(`/proc/${String(pid)}/task/${String(pid)}/children`, 'utf8').split(' ').filter(Boolean).map(Number); // prettier-ignore
}

test('a run to its end leaves pictures, numbers and a record that the other commands show', async (context) => {
  const folder = temporaryFolder(context);
  const command = startRun(context, folder, 6);
  assert.equal(await command.exitCode(), 0, command.stderr);
  const lines = command.jsonLines();
  assert.equal(lines[0]?.['kind'], 'run');
  assert.equal(lines.at(-1)?.['kind'], 'ended');
  assert.equal(lines.at(-1)?.['state'], 'finished');

  const runs = await run(folder, 'runs');
  assert.match(runs.stdout, /Finished +6\/6 .* Tiny/);
  const shown = await run(folder, 'show', 'latest');
  assert.match(shown.stdout, /Step +6 of 6/);
  assert.match(shown.stdout, /Step 6, student: /);
  const pictures = join(folder, 'pictures');
  assert.equal((await run(folder, 'previews', 'Tiny', '--out', pictures)).code, 0);
  assert.ok(existsSync(join(pictures, 'contact-sheet.png')));
  assert.equal(readdirSync(pictures).length, 9, 'input and target once, three networks at two steps, the sheet');

  const again = await run(folder, 'resume', String(lines[0]?.['id']).slice(0, 6));
  assert.equal(again.code, 2);
  assert.equal(
    again.stderr,
    'Error: "Tiny" has finished: there is nothing left to do. Start a new run for more steps.\n',
  );
});

test('Ctrl-C saves and stops with exit code 130, and the run goes on from there', async (context) => {
  const folder = temporaryFolder(context);
  const command = startRun(context, folder, 1000);
  await untilCheckpoint(command);
  command.child.kill('SIGINT');
  assert.equal(await command.exitCode(), 130);
  const ended = command.jsonLines().at(-1);
  assert.equal(ended?.['state'], 'stopped');
  const saved = command.jsonLines().findLast(({ kind }) => kind === 'checkpoint')?.['step'];

  const resumed = new CommandLine(folder, ['resume', 'latest', '--json']);
  context.after(() => resumed.child.kill('SIGKILL'));
  await until('steps', () => resumed.stdout.includes('"kind":"metrics"'));
  resumed.child.kill('SIGTERM');
  assert.equal(await resumed.exitCode(), 143);
  const first = resumed.jsonLines().find(({ kind }) => kind === 'metrics');
  assert.match(JSON.stringify(first), new RegExp(`"points":\\[\\{"step":${String(Number(saved) + 1)},`));
});

test('a second Ctrl-C ends the run at once', async (context) => {
  const folder = temporaryFolder(context);
  const command = startRun(context, folder, 1000);
  await untilCheckpoint(command);
  const [host] = childrenOf(command.child.pid!);
  process.kill(host!, 'SIGSTOP'); // so that it cannot obey the first
  command.child.kill('SIGINT');
  await until('the first Ctrl-C', () => command.stdout.includes('"kind":"note"'));
  await new Promise((resolve) => setTimeout(resolve, 600));
  command.child.kill('SIGINT');
  assert.equal(await command.exitCode(), 130);
  assert.equal(command.jsonLines().at(-1)?.['state'], 'interrupted');
  assert.ok(!isAlive(host!));
});

test('when the command line is killed, its engine ends too, and the next command marks the run', async (context) => {
  const folder = temporaryFolder(context);
  const command = startRun(context, folder, 1000);
  await untilCheckpoint(command);
  const [host] = childrenOf(command.child.pid!);
  assert.ok(host !== undefined && isAlive(host));
  command.child.kill('SIGKILL');
  await until('the end of the engine', () => !isAlive(host));
  const [record] = (await run(folder, 'runs', '--json')).stdout.trim().split('\n');
  const { state, endCode } = JSON.parse(record ?? '') as { state: string; endCode: string };
  assert.deepEqual([state, endCode], ['interrupted', 'owner-gone']);
});

test('when the engine is killed, the command line says so and how to go on', async (context) => {
  const folder = temporaryFolder(context);
  const command = startRun(context, folder, 1000);
  await untilCheckpoint(command);
  process.kill(childrenOf(command.child.pid!)[0]!, 'SIGKILL');
  assert.equal(await command.exitCode(), 1);
  const ended = command.jsonLines().at(-1);
  assert.deepEqual([ended?.['state'], ended?.['code']], ['interrupted', 'engine-crashed']);
  assert.match(String(ended?.['message']), /signal SIGKILL.*Resume the run from its last checkpoint\./);
});

test('a cluster that does not answer is told before a run is made', async (context) => {
  const folder = temporaryFolder(context);
  const file = join(folder, 'pipeline.json');
  writeFileSync(file, JSON.stringify(quickPipeline(2)));
  const address = `http://127.0.0.1:${String(await freePort())}`;
  assert.equal((await run(folder, 'targets', 'add', 'lab', address)).code, 0);
  const { code, stderr } = await run(folder, 'run', file, '--target', 'lab');
  assert.equal(code, 1);
  assert.match(stderr, /Ray cluster at .* cannot be reached \(nobody listens there\)/);
  assert.match((await run(folder, 'runs')).stdout, /no runs/i);
});
