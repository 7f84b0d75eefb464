/** Erases runs for good that were deleted long ago; until then a deletion can be undone. */
import { rm } from 'node:fs/promises';
import { runDirectory, type Store } from '../../../core/store/index.ts';

const KEPT_MS = 30 * 24 * 60 * 60 * 1000;

export async function purgeDeletedRuns(store: Store, dataFolder: string, nowMs: number): Promise<void> {
  for (const { id, deletedMs } of store.reader.listRuns({ deleted: true })) {
    if (deletedMs === null || nowMs - deletedMs < KEPT_MS) continue;
    await rm(runDirectory(dataFolder, id), { recursive: true, force: true });
    store.writer.eraseRun(id);
  }
}
