/** Files that a person drops on the window: pipelines and bundles are opened, the rest is taken as pictures of a dataset. */
import type { Result } from '../../core/protocol/studio/errors.ts';
import { toStudioError } from './errors.ts';
import type { SendEvent } from './ipc/eventSender.ts';
import type { OpenedPipeline } from '../../core/protocol/studio/pipelines.ts';
import type { FolderInspection } from '../../core/protocol/studio/datasets.ts';

export interface DropActions {
  openPipeline(path: string): Promise<OpenedPipeline>;
  /** Makes the file known to the window. */
  offerBundle(path: string): void;
  inspect(paths: readonly string[]): Promise<FolderInspection>;
  readonly sendEvent: SendEvent;
}

export async function takeDroppedFiles(paths: readonly string[], actions: DropActions): Promise<void> {
  const bundle = paths.find((path) => path.endsWith('.zip'));
  if (bundle !== undefined) return actions.offerBundle(bundle);
  const pipeline = paths.find((path) => path.endsWith('.json'));
  if (pipeline !== undefined) {
    actions.sendEvent({ kind: 'pipeline-opened', result: await resultOf(actions.openPipeline(pipeline)) });
  } else {
    actions.sendEvent({ kind: 'folder-dropped', result: await resultOf(actions.inspect(paths)) });
  }
}

async function resultOf<Value>(work: Promise<Value>): Promise<Result<Value>> {
  try {
    return { ok: true, value: await work };
  } catch (error) {
    return { ok: false, error: toStudioError(error) };
  }
}
