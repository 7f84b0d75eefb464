/** A scratch Python for a test, which is skipped where there is none. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { scratchPython, type PipCall } from '../../scripts/scratchPython.ts';

export interface TestPython {
  readonly program: string;
  /** Empty but for the environment; removed after the test. */
  readonly folder: string;
}

/**
 * Undefined, with the reason told, where the packages cannot be installed. The variable OMGD_TEST_PYTHON names a Python
 * that has them already.
 */
export function pythonForTest(context: TestContext, packages: readonly PipCall[]): TestPython | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'omgd-python-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  const given = process.env['OMGD_TEST_PYTHON'];
  if (given !== undefined) return { program: given, folder };
  try {
    return { program: scratchPython(join(folder, 'venv'), packages), folder };
  } catch (error) {
    const reason = error instanceof Error ? error.message.split('\n')[0] : String(error);
    context.skip(`${packages.flat().join(' ')} cannot be installed here: ${reason ?? ''}`);
    return undefined;
  }
}
