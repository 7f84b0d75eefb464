/** Jobs that measure models: writing one, and timing it, for which the process must do nothing else. */
import type { BenchSettings, WrittenModel } from '../../core/export/bench/benchModel.ts';
import { runTask } from '../../core/export/bench/runTask.ts';
import type { BenchAnswer, BenchRuntime, BenchTask } from '../../core/export/bench/task.ts';
import { writeModel } from '../../core/export/bench/writeModel.ts';
import type { GeneratorRole } from '../../core/pipeline/index.ts';

export interface ModelToWrite {
  readonly settings: BenchSettings;
  readonly role: GeneratorRole;
  readonly runtime: BenchRuntime;
  readonly folder: string;
}

export async function writeModelToMeasure({ settings, role, runtime, folder }: ModelToWrite): Promise<WrittenModel> {
  return await writeModel(settings, role, runtime, folder);
}

export async function measureModel(task: BenchTask): Promise<BenchAnswer> {
  return await runTask(task);
}
