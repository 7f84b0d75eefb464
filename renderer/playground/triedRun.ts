/** What the playground has to know of a run. */
import type { Derivation } from '../../core/data/derive/deriveInput.ts';
import { parsePipeline, participantsOf } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import { TRIED_ROLES, type TriedRole } from './modelChoice.ts';

export interface TriedRun {
  /** The networks that there are to try. */
  readonly roles: readonly TriedRole[];
  /** How its inputs were made of photographs; undefined if they were not. */
  readonly derivation: Derivation | undefined;
}

/** The generators of the run's pipeline, and whatever else of it has a file. */
export async function lookAtRun(
  api: StudioApi,
  runId: string | undefined,
  withFiles: ReadonlySet<TriedRole>,
): Promise<TriedRun> {
  const detail = runId === undefined ? undefined : await api.runs.get({ runId });
  const parsed = detail?.ok ? parsePipeline(detail.value.document) : undefined;
  const document = parsed?.ok ? parsed.document : undefined;
  const ofRun: readonly TriedRole[] = document ? participantsOf(document).map(({ role }) => role) : [];
  return {
    roles: TRIED_ROLES.filter((role) => ofRun.includes(role) || withFiles.has(role)),
    derivation: document?.dataset.kind === 'photos' ? document.dataset : undefined,
  };
}
