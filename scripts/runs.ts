/** Runs of a script's own: started, resumed or found finished in the store, so that a script that was stopped goes on. */
import { runInForeground } from '../core/cli/runInForeground.ts';
import { parsePipeline, type PipelineDocument, type PipelineInput } from '../core/pipeline/index.ts';
import type { RunRecord, Store } from '../core/store/index.ts';

/** The document with all defaults. Throws its problems. */
export function completeDocument(input: PipelineInput): PipelineDocument {
  const parsed = parsePipeline(input);
  if (parsed.ok) return parsed.document;
  throw new Error(parsed.problems.map(({ message }) => message).join('\n'));
}

/** Brings the run with this document's name to its end. Throws if it does not get there (Ctrl-C, failure). */
export async function finishedRun(store: Store, document: PipelineDocument): Promise<RunRecord> {
  const known = store.reader.listRuns().find(({ name }) => name === document.name);
  const runId = known?.id ?? store.writer.createRun({ document, documentDirectory: process.cwd() });
  // Ended before its first checkpoint: there is nothing to go on from, so it begins again.
  if (known && !['finished', 'queued'].includes(known.state) && store.reader.checkpointsOf(runId).length === 0) {
    store.writer.rewindRun(runId, -1);
    store.writer.requeueRun(runId);
  }
  if (known?.state !== 'finished') await runInForeground(store, runId, { json: false, debug: false });
  const run = store.reader.getRun(runId);
  if (run.state !== 'finished') throw new Error(`"${run.name}" ended as ${run.state}. Run the same command to go on.`);
  return run;
}
