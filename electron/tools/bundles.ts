/** Jobs about bundles. */
import { makeBundle, type MadeBundle } from '../../core/bundle/makeBundle.ts';
import { openBundle, type OpenedBundle } from '../../core/bundle/openBundle.ts';
import { studioVersion } from '../../core/installation/versions.ts';
import { openStore, type Store } from '../../core/store/index.ts';
import { stoppable } from './stoppable.ts';
import { BUNDLE_WORK } from './workNames.ts';

export interface BundleFile {
  /** Of the database. */
  readonly storePath: string;
  readonly path: string;
}

/** undefined: it was stopped. The person has agreed to replace a file that is there. */
export async function packBundle(
  { storePath, path, runId }: BundleFile & { readonly runId: string },
  report: (fraction: number) => void,
): Promise<MadeBundle | undefined> {
  const options = { studio: studioVersion(), mayReplace: true, onProgress: report };
  return await withStore(storePath, (store) =>
    stoppable(BUNDLE_WORK, (signal) => makeBundle(store, runId, path, { ...options, signal })),
  );
}

/** undefined: it was stopped. */
export async function openBundleFile(
  { storePath, path }: BundleFile,
  report: (fraction: number) => void,
): Promise<OpenedBundle | undefined> {
  return await withStore(storePath, (store) =>
    stoppable(BUNDLE_WORK, (signal) => openBundle(store, path, { onProgress: report, signal })),
  );
}

async function withStore<Result>(path: string, work: (store: Store) => Promise<Result>): Promise<Result> {
  const store = openStore(path);
  try {
    return await work(store);
  } finally {
    store.close();
  }
}
