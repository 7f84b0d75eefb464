/** Measures how fast the generators of a run are, for the window, and keeps it with the run. */
import { findResumePoint } from '../../../core/engine/resumePoint.ts';
import { benchModel, machineName, type BenchSteps } from '../../../core/export/bench/benchModel.ts';
import { addSpeeds, readSpeeds } from '../../../core/export/bench/speedFile.ts';
import { threadEnvironment } from '../../../core/export/bench/task.ts';
import type { SpeedRecord } from '../../../core/protocol/speedRecords.ts';
import type { CheckedRequestOf } from '../../../core/protocol/studio/api.ts';
import type { Store } from '../../../core/store/index.ts';
import type { SendEvent } from '../ipc/eventSender.ts';
import { startAlone } from '../tools/toolsProcess.ts';
import type { OneAtATime } from './oneAtATime.ts';

export interface SpeedBenchParts {
  readonly getStore: () => Store;
  readonly dataFolder: string;
  readonly work: OneAtATime;
  readonly sendEvent: SendEvent;
}

export class SpeedBench {
  readonly #parts: SpeedBenchParts;

  constructor(parts: SpeedBenchParts) {
    this.#parts = parts;
  }

  async list(runId: string): Promise<SpeedRecord[]> {
    return await readSpeeds(this.#parts.dataFolder, this.#idOf(runId));
  }

  /** @throws StudioFault; ExportError if a size does not suit a generator or a process fails */
  async measure({ runId, ...wanted }: CheckedRequestOf<'speeds', 'measure'>): Promise<SpeedRecord[]> {
    const { getStore, dataFolder, work, sendEvent } = this.#parts;
    return await work.do(async (begin) => {
      const { document, documentDirectory } = getStore().reader.getRun(runId);
      const { path: checkpointPath, step } = await findResumePoint(getStore(), runId);
      const settings = { ...wanted, document, documentDirectory, checkpointPath, step, precision: 'float32' } as const;
      const steps: BenchSteps = {
        write: (all, role, runtime, folder) =>
          begin(startAlone('writeModelToMeasure', { settings: all, role, runtime, folder })),
        measure: (task) => begin(startAlone('measureModel', task, undefined, threadEnvironment(task.threads))),
      };
      const measured = await benchModel(settings, steps, (done, total) =>
        sendEvent({ kind: 'speed-progress', done, total }),
      );
      return await addSpeeds(dataFolder, runId, measured);
    });
  }

  async keep({ runId, speeds }: CheckedRequestOf<'speeds', 'keep'>): Promise<SpeedRecord[]> {
    const [atMs, machine] = [Date.now(), machineName()];
    const records = speeds.map((speed): SpeedRecord => ({ ...speed, atMs, machine }));
    return await addSpeeds(this.#parts.dataFolder, this.#idOf(runId), records);
  }

  /** The window never names a folder: only a run that there is has one. */
  #idOf(runId: string): string {
    return this.#parts.getStore().reader.getRun(runId).id;
  }
}
