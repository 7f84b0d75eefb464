/** A store on disk with one run in it, for one test. */
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { presetById } from '../../core/pipeline/index.ts';
import { openStore, type Store } from '../../core/store/index.ts';
import { temporaryFolder } from './temporaryFolder.ts';

export const demoDocument = presetById('demo-edges2emoji').document;

export interface StoreWithRun {
  readonly store: Store;
  readonly runId: string;
  /** Closes the store and opens the same file again. */
  reopen(): Store;
}

export function storeWithRun(context: TestContext): StoreWithRun {
  const path = join(temporaryFolder(context), 'studio.sqlite');
  let store = openStore(path);
  context.after(() => store.close());
  const runId = store.writer.createRun({ document: demoDocument, documentDirectory: '/home/me' });
  const reopen = (): Store => {
    store.close();
    store = openStore(path);
    return store;
  };
  return { store, runId, reopen };
}

export function pointAt(step: number, values: Readonly<Record<string, number>>) {
  return { step, epoch: Math.floor(step / 10), trainedMs: step * 100, values };
}
