/** The main process's end of a process that makes one export. */
import { utilityProcess } from 'electron';
import { fileURLToPath } from 'node:url';
import type { ExportProgress } from '../../../core/export/exportProgress.ts';
import type { ExportJob, RunExport } from '../../../core/export/planExport.ts';
import type { ExporterCommand, ExporterMessage } from '../../exporter/protocol.ts';
import { revive } from '../../tools/failure.ts';
import { StudioFault } from '../errors.ts';

const PROGRAM_URL = new URL('exporter.cjs', import.meta.url);

export interface RunningExport {
  /** Rejects with the export's own error, or `export-stopped`. */
  readonly made: Promise<RunExport>;
  stop(): void;
}

export function startExport(job: ExportJob, onProgress: (progress: ExportProgress) => void): RunningExport {
  const options = { serviceName: 'OMGD export', stdio: 'inherit' } as const;
  const child = utilityProcess.fork(fileURLToPath(PROGRAM_URL), [], options);
  let wasStopped = false;
  const made = new Promise<RunExport>((resolve, reject) => {
    child.on('message', (message: ExporterMessage) => {
      if (message.kind === 'progress') onProgress(message.progress);
      else if (message.kind === 'done') resolve(message.made);
      else reject(revive(message.failure));
    });
    child.once('exit', (code) =>
      reject(wasStopped ? new StudioFault('export-stopped') : new Error(`The export ended with code ${String(code)}.`)),
    );
  });
  child.postMessage({ kind: 'export', job } satisfies ExporterCommand);
  const kill = (): void => {
    // `child.kill()` asks politely, and native code does not listen.
    if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
  };
  return {
    made: made.finally(kill),
    stop: () => {
      wasStopped = true;
      kill();
    },
  };
}
