/** Opens the database for one command. */
import { resolve } from 'node:path';
import { databasePath, defaultDataDirectory, openStore, type Store } from '../store/index.ts';

/** Options of every command that works on runs. */
export interface DataOptions {
  /** `--data`: the data folder. */
  readonly data?: string;
}

export const DATA_OPTION = ['--data <folder>', 'data folder (default: OMGD_DATA_DIR, or the place your system has for it)'] as const; // prettier-ignore

/** Where this command's data lies. */
export function dataDirectoryOf({ data }: DataOptions): string {
  return data === undefined ? defaultDataDirectory() : resolve(data);
}

/** Hands the store to `work` and closes it afterwards. Runs whose process is gone are marked as interrupted first. */
export async function withStore<Result>(
  options: DataOptions,
  work: (store: Store) => Result | Promise<Result>,
): Promise<Result> {
  const store = openStore(databasePath(dataDirectoryOf(options)));
  try {
    store.writer.markInterruptedRuns();
    return await work(store);
  } finally {
    store.close();
  }
}
