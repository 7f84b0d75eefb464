/** Exports a generator out of a run, and holds earlier exports against the run again. */
import { existsSync } from 'node:fs';
import { sha256OfFile } from '../files/sha256.ts';
import { weightsOf } from '../networks/graph.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import { keptGenerators, type ExportSettings, type PipelineDocument } from '../pipeline/index.ts';
import type { KeptRole } from '../protocol/scalars.ts';
import type { RunRecord, Store } from '../store/index.ts';
import { generatorWeights } from '../trainer/generatorWeights.ts';
import { weightsFromStateDict } from '../weights/stateDict.ts';
import { loadCalibrationPictures, loadCheckInputs } from './checkInputs.ts';
import { ExportError } from './exportError.ts';
import { examine, exportGenerator } from './exportGenerator.ts';
import type { ExportOptions } from './exportProgress.ts';
import { planExport, recordExport, type ExportChoice, type ExportJob, type RunExport } from './planExport.ts';
import { requireIntact } from './readExport.ts';
import type { Verification } from './report.ts';
import type { ModelSource } from './targets/target.ts';

/** Exports from a checkpoint and records the export with the run. Throws what `planExport` and `performExport` throw. */
export async function exportRun(
  store: Store,
  run: RunRecord,
  choice: ExportChoice,
  tf: TensorFlow,
  options: ExportOptions = {},
): Promise<RunExport> {
  const job = await planExport(store, run, choice);
  const made = await performExport(job, tf, options);
  recordExport(store, job, made);
  return made;
}

/** @throws ExportError if the file does not match the engine or the folder is in use */
export async function performExport(job: ExportJob, tf: TensorFlow, options: ExportOptions = {}): Promise<RunExport> {
  const { document, documentDirectory, checkpointPath, role, settings, origin, outputFolder } = job;
  const report = await exportGenerator(
    {
      ...(await modelSource(document, checkpointPath, role, settings)),
      origin,
      outputFolder,
      checkInputs: await loadCheckInputs(document, documentDirectory, role),
      ...(settings.precision === 'int8-static'
        ? { calibrationPictures: await loadCalibrationPictures(document, documentDirectory, role) }
        : {}),
    },
    tf,
    options,
  );
  return { folder: outputFolder, report };
}

/**
 * Checks the files' checksums, loads the model again and compares it anew with the checkpoint it was made from.
 * @throws ExportError if anything differs or the run or its checkpoint is gone
 */
export async function verifyAgain(store: Store, { folder, report }: RunExport, tf: TensorFlow): Promise<Verification> {
  await requireIntact(folder, report);
  const { run: origin, role } = report.origin;
  const run = store.reader.listRuns().some(({ id }) => id === origin.id) ? store.reader.getRun(origin.id) : undefined;
  const checkpointPath = run && (await findCheckpoint(store, run.id, report.origin.checkpointSha256));
  if (!run || checkpointPath === undefined) {
    throw new ExportError(
      `All files in ${folder} have the checksums of the report, but the model cannot be compared with the engine again: ` +
        `the checkpoint of step ${String(origin.step)} of run "${origin.name}" is not on this machine.`,
    );
  }
  const source = await modelSource(run.document, checkpointPath, role, report.settings);
  const checkInputs = await loadCheckInputs(run.document, run.documentDirectory, role);
  return (await examine(folder, { ...source, checkInputs }, tf)).verification;
}

/** Where the checkpoint with this checksum lies; undefined if it is gone or was changed. */
async function findCheckpoint(store: Store, runId: string, sha256: string): Promise<string | undefined> {
  const path = store.reader.checkpointsOf(runId).find((record) => record.sha256 === sha256)?.path;
  if (path === undefined || !existsSync(path)) return undefined;
  return (await sha256OfFile(path)) === sha256 ? path : undefined;
}

export async function modelSource(
  document: PipelineDocument,
  checkpointPath: string,
  role: KeptRole,
  settings: ExportSettings,
): Promise<ModelSource> {
  const { network } = keptGenerators(document).find((generator) => generator.role === role)!;
  const stateDict = await generatorWeights(document, checkpointPath, role);
  return {
    network,
    settings,
    weights: weightsFromStateDict(weightsOf(network), stateDict, network.name),
    sizePixels: document.preprocess.cropSize,
  };
}
