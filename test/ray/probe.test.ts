import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { RayTargetSchema, type ClusterProbe } from '../../core/protocol/index.ts';
import { probeRay } from '../../core/ray/probe.ts';
import { rayRuns } from '../../core/sweep/rayRuns.ts';
import { temporaryFolder } from '../store/temporaryFolder.ts';
import { freePort } from './freePort.ts';
import { json, nodes, startRayServer, text, VERSION } from './rayServer.ts';

function problem(probe: ClusterProbe): string {
  assert.equal(probe.kind, 'problem');
  return probe.kind === 'problem' ? probe.message : '';
}

test('a cluster is described by its living nodes, and by how many runs they bear', async (context) => {
  const server = await startRayServer(context, { cpusPerRun: 4, gpusPerRun: 1 });
  server.on('GET /api/version', VERSION);
  server.on(
    'GET /api/v0/nodes',
    nodes({ id: 'h', head: true }, { id: 'a', cpus: 16, gpus: 2 }, { id: 'b', cpus: 6, gpus: 8 }, { id: 'c', cpus: 64, gpus: 8, state: 'DEAD' }), // prettier-ignore
  );
  const probe = await probeRay(server.target);
  assert.ok(probe.kind === 'reachable');
  assert.equal(probe.rayVersion, '2.60.0');
  assert.deepEqual(probe.nodes.map(({ host }) => host), ['host-h', 'host-a', 'host-b']); // prettier-ignore
  assert.deepEqual([probe.cpus, probe.gpus, probe.runsAtOnce], [22, 10, 3]);
  assert.deepEqual(probe.warnings, []);
});

test('what will go wrong later is told at once', async (context) => {
  const missing = join(temporaryFolder(context), 'gone');
  const server = await startRayServer(context, { cpusPerRun: 8, sharedFolder: { here: missing, there: '/srv' } });
  server.on('GET /api/version', json({ ray_version: '2.7.1' }));
  server.on('GET /api/v0/nodes', nodes({ id: 'a', cpus: 4 }));
  const probe = await probeRay(server.target);
  assert.ok(probe.kind === 'reachable');
  assert.equal(probe.runsAtOnce, 0);
  assert.deepEqual(probe.warnings.map((warning) => /2\.7\.1|8 CPUs|gone/.exec(warning)?.[0]), ['2.7.1', '8 CPUs', 'gone']); // prettier-ignore
});

test('the token goes into both headers that Ray looks at, and nothing else shows it', async (context) => {
  const path = join(temporaryFolder(context), 'token');
  writeFileSync(path, 'secret-1\n');
  const server = await startRayServer(context, { token: { kind: 'file', path } });
  server.on('GET /api/version', text('Unauthorized: Invalid authentication token', 401));
  assert.match(problem(await probeRay(server.target)), /does not let us in.*Check the target's token/);
  const { headers, path: asked } = server.asked[0]!;
  assert.equal(headers.authorization, 'Bearer secret-1');
  assert.equal(headers['x-ray-authorization'], 'Bearer secret-1');
  assert.doesNotMatch(asked, /secret/);
  writeFileSync(path, 'two\nlines');
  assert.match(problem(await probeRay(server.target)), /holds something that cannot be a token/);
  const variable = { kind: 'variable', name: 'OMGD_TEST_NO_SUCH_TOKEN' } as const;
  assert.match(problem(await probeRay({ ...server.target, token: variable })), /OMGD_TEST_NO_SUCH_TOKEN is empty/);
});

test('a sweep is told before it begins that its cluster refuses, also where the number of its places is said', async (context) => {
  const server = await startRayServer(context, { cpusPerRun: 8, runsAtOnce: 3 });
  server.on('GET /api/version', text('Unauthorized: Missing authentication token', 401));
  await assert.rejects(rayRuns(server.target), /does not let us in \(status 401\)/);
  server.on('GET /api/version', VERSION);
  server.on('GET /api/v0/nodes', nodes({ id: 'h', head: true }));
  assert.equal((await rayRuns(server.target)).places, 3, 'nodes may come later');
  const unsaid = { ...server.target, runsAtOnce: undefined };
  await assert.rejects(rayRuns(unsaid), /No node has the 8 CPUs/);
});

test('every kind of wrong server gets a sentence that says what to do', async (context) => {
  const server = await startRayServer(context);
  assert.match(problem(await probeRay(server.target)), /"test" .*does not know this/);
  server.on('GET /api/version', text('<html>hello</html>'));
  assert.match(problem(await probeRay(server.target)), /does not answer as a Ray head does.*port 8265/);
  server.on('GET /api/version', json({ version: 7 }));
  assert.match(problem(await probeRay(server.target)), /does not answer as a Ray head does/);
  server.on('GET /api/version', text('Traceback (most recent call last):\n  x\nRuntimeError: GCS is down', 500));
  assert.match(problem(await probeRay(server.target)), /status 500: RuntimeError: GCS is down/);
  server.on('GET /api/version', (response) => {
    response.writeHead(200, { 'content-length': '100' }).write('{"ray');
    setImmediate(() => response.destroy());
  });
  assert.match(problem(await probeRay(server.target)), /cannot be reached \(the connection broke off\)/);
  const nobody = RayTargetSchema.parse({ ...server.target, address: `http://127.0.0.1:${String(await freePort())}` });
  assert.match(problem(await probeRay(nobody)), /cannot be reached \(nobody listens there\).*its head runs/);
});
