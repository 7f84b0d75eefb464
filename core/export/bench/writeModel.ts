/** Writes one generator of a run as a file to be measured. */
import { mkdir } from 'node:fs/promises';
import { conventionFor, exportSettingsSchema, PRECISIONS_OF, type GeneratorRole } from '../../pipeline/index.ts';
import { loadCalibrationPictures } from '../checkInputs.ts';
import { modelSource } from '../exportRun.ts';
import { FORMATS } from '../targets/index.ts';
import type { BenchSettings, WrittenModel } from './benchModel.ts';
import type { BenchRuntime } from './task.ts';

const WARM_UPS = 5;

/** Without checking it, which an export does; returns what all its tasks have in common. */
export async function writeModel(
  settings: BenchSettings,
  role: GeneratorRole,
  runtime: BenchRuntime,
  folder: string,
): Promise<WrittenModel> {
  const { document, documentDirectory, checkpointPath, threads, runs } = settings;
  const precision = PRECISIONS_OF[runtime].includes(settings.precision) ? settings.precision : 'float32';
  const convention = conventionFor(runtime, '-1..1');
  const choices = exportSettingsSchema.parse({ target: runtime, precision, convention, basicOps: false });
  const source = await modelSource(document, checkpointPath, role, choices);
  const calibrationPictures =
    precision === 'int8-static' ? await loadCalibrationPictures(document, documentDirectory, role) : [];
  await mkdir(folder, { recursive: true });
  await FORMATS[runtime].write(folder, { ...source, calibrationPictures }, {});
  const channels = document.preprocess.inputChannels;
  return { precision, task: { runtime, folder, convention, channels, threads, warmUps: WARM_UPS, runs } };
}
