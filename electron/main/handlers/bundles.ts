/** Bundles: making and opening them. */
import type { DocumentPlaces } from '../documents.ts';
import type { HandlersOf } from '../ipc/handlers.ts';
import type { Bundler } from '../work/bundler.ts';
import type { OneAtATime } from '../work/oneAtATime.ts';

export interface BundleServices {
  readonly bundler: Bundler;
  readonly places: DocumentPlaces;
  readonly work: OneAtATime;
}

export function createBundleHandlers({ bundler, places, work }: BundleServices): HandlersOf<'bundles'> {
  return {
    save: ({ runId }) => bundler.save(runId),
    open: () => bundler.open(),
    openDropped: ({ fileId }) => bundler.openFile(places.files.pathOf(fileId)),
    stop: () => work.stop(),
  };
}
