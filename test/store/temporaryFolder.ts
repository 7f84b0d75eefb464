/** A folder of its own for one test, removed when the test ends. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What a test's context is needed for here, so that tests of other runners can have one. */
export interface Cleaner {
  after(cleanUp: () => void | Promise<void>): void;
}

export function temporaryFolder(context: Cleaner): string {
  const folder = mkdtempSync(join(tmpdir(), 'omgd-store-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}
