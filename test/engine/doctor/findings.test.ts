import assert from 'node:assert/strict';
import { test } from 'node:test';
import { formatFindings } from '../../../core/cli/doctor.ts';
import type { MachineFacts } from '../../../core/engine/doctor/facts.ts';
import { judge, type Finding } from '../../../core/engine/doctor/findings.ts';
import { tryInChild } from '../../../core/engine/doctor/trial.ts';

const GIGABYTE = 1_000_000_000;
const runtime = {
  flavour: 'cpu',
  tensorflowVersion: '2.21.0',
  folder: '/cache/tensorflow',
  bindingPath: '/cache/tensorflow/tfjs_binding.node',
  libraryPaths: [],
  damagedFile: null,
} as const;

const healthy: MachineFacts = {
  platform: 'Linux 6.1, x64',
  nodeVersion: '24.1.0',
  cores: 8,
  memoryBytes: 16 * GIGABYTE,
  nvidiaDriver: null,
  runtime,
  tensorflow: { kind: 'works', value: 'CPU' },
  sqlite: { kind: 'works', value: '3.50.0' },
  data: { folder: '/data', freeBytes: 100 * GIGABYTE },
  cache: { folder: '/cache', freeBytes: 100 * GIGABYTE },
  pip: 'python3 -m pip',
  compiler: 'g++',
  electron: { version: null, binary: null },
};

/** The finding with this id for a machine that differs from the healthy one in `changes`. */
function findingFor(id: string, changes: Partial<MachineFacts>): Finding {
  const finding = judge({ ...healthy, ...changes }).find((candidate) => candidate.id === id);
  assert.ok(finding);
  return finding;
}

test('a healthy machine has only good findings and no advice', () => {
  for (const finding of judge(healthy)) {
    assert.equal(finding.status, 'ok', finding.title);
    assert.equal(finding.advice, null);
  }
});

test('whatever is not well comes with advice', () => {
  const changes: [string, Partial<MachineFacts>][] = [
    ['node', { nodeVersion: '20.20.2' }],
    ['runtime', { runtime: null }],
    ['runtime', { runtime: { ...runtime, damagedFile: 'tensorflow/libtensorflow_cc.so.2' } }],
    ['tensorflow', { tensorflow: { kind: 'fails', reason: 'the process died (SIGSEGV)' } }],
    ['gpu', { nvidiaDriver: '550.54.15' }],
    ['memory', { memoryBytes: 2 * GIGABYTE }],
    ['data-disk', { data: { folder: '/data', freeBytes: null } }],
    ['cache-disk', { cache: { folder: '/cache', freeBytes: GIGABYTE } }],
    ['pip', { pip: null, runtime: null }],
    ['compiler', { compiler: null, runtime: null }],
    ['sqlite', { sqlite: { kind: 'fails', reason: 'wrong Node-API version' } }],
    ['electron', { electron: { version: '45.0.0', binary: null } }],
  ];
  for (const [id, change] of changes) {
    const finding = findingFor(id, change);
    assert.notEqual(finding.status, 'ok', id);
    assert.ok(finding.advice, id);
  }
});

test('Python and a compiler are not missed once the runtime is there', () => {
  assert.equal(findingFor('pip', { pip: null }).status, 'ok');
  assert.equal(findingFor('compiler', { compiler: null }).status, 'ok');
});

test('the report has a line for each finding and a line for each advice', () => {
  const findings = judge({ ...healthy, runtime: null });
  const lines = formatFindings(findings).split('\n');
  assert.equal(lines.length, findings.length + findings.filter((finding) => finding.advice !== null).length);
});

test('trials in a child process report what works on this machine', () => {
  assert.match(tryInChild('tensorflow').kind === 'works' ? 'works' : 'fails', /works/);
  const sqlite = tryInChild('sqlite');
  assert.ok(sqlite.kind === 'works');
  assert.match(sqlite.value, /^3\./);
});
