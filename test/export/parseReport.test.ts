import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parseReport } from '../../core/export/parseReport.ts';
import { REPORT_VERSION } from '../../core/export/report.ts';

interface Written {
  readonly verification: Readonly<Record<string, unknown>>;
  readonly origin: unknown;
  readonly files: unknown;
}

function written(name: string): Written {
  const file = join(import.meta.dirname, '..', 'fixtures', 'exports', `${name}.json`);
  return JSON.parse(readFileSync(file, 'utf8')) as Written;
}

test('the first reports of version 1 are read: their tolerance is the limit, what they did not measure is null', () => {
  const old = written('report-1-first');
  const report = parseReport(old)!;
  const { tolerance, ...found } = old.verification;
  const limit = { measure: 'maximumError', atMost: tolerance };
  assert.deepEqual(report.verification, { ...found, ssim: null, limit });
  assert.deepEqual([report.version, report.latency], [REPORT_VERSION, null]);
  assert.deepEqual([report.origin, report.files], [old.origin, old.files]);
  assert.equal(report.settings.calibration, 'minmax');
});

test('the later reports of version 1 lose nothing', () => {
  const old = written('report-1-second');
  assert.deepEqual(parseReport(old), { ...old, version: REPORT_VERSION });
});

test('a report of a newer version, and what is no report, is not read', () => {
  const old = written('report-1-second');
  for (const value of [
    { ...old, version: REPORT_VERSION + 1 },
    { ...old, version: 1, files: 'none' },
    null,
    'report',
    [],
  ])
    assert.equal(parseReport(value), undefined);
});
