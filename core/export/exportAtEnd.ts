/** The exports that a document asks for when its run has finished. */
import { dirname } from 'node:path';
import { exportsOf, type ExportSettings } from '../pipeline/index.ts';
import type { Store } from '../store/index.ts';
import { planExport, recordExport, type ExportJob, type RunExport } from './planExport.ts';

export interface EndExports {
  /** Where TensorFlow may be loaded. Rejects with what `performExport` throws. */
  readonly perform: (job: ExportJob) => Promise<RunExport>;
  /** Sentences for people, also written to the run's log. */
  readonly onNote: (text: string) => void;
}

/**
 * Makes one export after the other; one that fails does not keep the next from being made, and one that was made of the same
 * checkpoint before is not made again.
 * @returns how many failed
 */
export async function exportAtEnd(store: Store, runId: string, { perform, onNote }: EndExports): Promise<number> {
  let failed = 0;
  for (const settings of exportsOf(store.reader.getRun(runId).document.export)) {
    const what = `${settings.target}, ${settings.precision}`;
    try {
      const job = await planExport(store, store.reader.getRun(runId), { role: 'student', settings });
      if (isMade(store, job)) continue;
      onNote(`Exporting ${what} …`);
      const made = await perform(job);
      recordExport(store, job, made);
      tell('info', `Exported ${what}: ${made.folder}${figureText(made, settings)}`);
    } catch (error) {
      failed += 1;
      tell('warning', `Not exported: ${what}. ${error instanceof Error ? error.message : String(error)}`);
    }
  }
  return failed;

  function tell(level: 'info' | 'warning', message: string): void {
    store.writer.addEvent(runId, { level, message });
    onNote(message);
  }
}

function isMade({ reader }: Store, { runId, checkpointPath, outputFolder }: ExportJob): boolean {
  return reader.exportsOf(runId).some((made) => made.checkpointPath === checkpointPath && dirname(made.path) === outputFolder); // prettier-ignore
}

function figureText({ report: { verification } }: RunExport, { precision }: ExportSettings): string {
  const { maximumError, ssim } = verification;
  const isExact = precision === 'float32' || precision === 'float16';
  return isExact
    ? ` (largest error ${maximumError.toExponential(1)})`
    : ` (SSIM ${ssim?.toFixed(5) ?? 'not measured'})`;
}
