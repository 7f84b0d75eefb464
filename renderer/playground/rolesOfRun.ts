/** Which networks of a run there are to try. */
import { parsePipeline, participantsOf } from '../../core/pipeline/index.ts';
import type { StudioApi } from '../../core/protocol/studio/api.ts';
import { TRIED_ROLES, type TriedRole } from './modelChoice.ts';

/** The generators of the run's pipeline, and whatever else of it has a file. */
export async function rolesOf(
  api: StudioApi,
  runId: string | undefined,
  withFiles: ReadonlySet<TriedRole>,
): Promise<readonly TriedRole[]> {
  const detail = runId === undefined ? undefined : await api.runs.get({ runId });
  const parsed = detail?.ok ? parsePipeline(detail.value.document) : undefined;
  const ofRun: readonly TriedRole[] = parsed?.ok ? participantsOf(parsed.document).map(({ role }) => role) : [];
  return TRIED_ROLES.filter((role) => ofRun.includes(role) || withFiles.has(role));
}
