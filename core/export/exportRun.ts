/** Exports a generator out of a run, and holds earlier exports against the run again. */
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { findResumePoint } from '../engine/resumePoint.ts';
import { sha256OfFile } from '../files/sha256.ts';
import { weightsOf } from '../networks/graph.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import {
  describePipeline,
  USUAL_LAYOUT,
  type ExportSettings,
  type GeneratorRole,
  type PipelineDocument,
} from '../pipeline/index.ts';
import { runDirectory, type RunRecord, type Store } from '../store/index.ts';
import { generatorWeights } from '../trainer/generatorWeights.ts';
import { weightsFromStateDict } from '../weights/stateDict.ts';
import { loadCalibrationPictures, loadCheckInputs } from './checkInputs.ts';
import { describeOrigin } from './describeOrigin.ts';
import { ExportError } from './exportError.ts';
import { examine, exportGenerator } from './exportGenerator.ts';
import type { ExportOptions } from './exportProgress.ts';
import { requireIntact } from './readExport.ts';
import type { ExportReport, ModelOrigin, Verification } from './report.ts';
import type { ModelSource } from './targets/target.ts';

export interface RunExport {
  readonly folder: string;
  readonly report: ExportReport;
}

export interface ExportChoice {
  readonly role: GeneratorRole;
  readonly settings: ExportSettings;
  /** Default: a folder named after the settings, with the run's own files. */
  readonly outputFolder?: string;
  /** Default: the latest that is intact. */
  readonly checkpointPath?: string;
}

/** All that an export needs to know, as plain data: it may be performed in another process than the store's. */
export interface ExportJob {
  readonly runId: string;
  readonly document: PipelineDocument;
  readonly documentDirectory: string;
  readonly checkpointPath: string;
  readonly role: GeneratorRole;
  readonly settings: ExportSettings;
  readonly origin: ModelOrigin;
  readonly outputFolder: string;
}

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

/** @throws ExportError if the run has no such generator or checkpoint; TrainError if it has no checkpoint at all */
export async function planExport(store: Store, run: RunRecord, choice: ExportChoice): Promise<ExportJob> {
  const { role, settings } = choice;
  requireRole(run, role);
  const path = choice.checkpointPath ?? (await findResumePoint(store, run.id)).path;
  const checkpoint = store.reader.checkpointsOf(run.id).find((record) => record.path === path);
  if (!checkpoint) throw new ExportError(`The run "${run.name}" has no checkpoint ${path}.`);
  const files = runDirectory(dirname(store.path), run.id);
  return {
    runId: run.id,
    document: run.document,
    documentDirectory: run.documentDirectory,
    checkpointPath: path,
    role,
    settings,
    origin: describeOrigin(run, role, checkpoint, store.reader.evaluationsOf(run.id)),
    outputFolder: resolve(choice.outputFolder ?? join(files, 'exports', folderName(role, settings))),
  };
}

/** @throws ExportError if the file does not match the engine or the folder is in use */
export async function performExport(job: ExportJob, tf: TensorFlow, options: ExportOptions = {}): Promise<RunExport> {
  const { document, documentDirectory, checkpointPath, role, settings, origin, outputFolder } = job;
  const report = await exportGenerator(
    {
      ...(await modelSource(document, checkpointPath, role, settings)),
      origin,
      outputFolder,
      checkInputs: await loadCheckInputs(document, documentDirectory),
      ...(settings.precision === 'int8-static'
        ? { calibrationPictures: await loadCalibrationPictures(document, documentDirectory) }
        : {}),
    },
    tf,
    options,
  );
  return { folder: outputFolder, report };
}

/** An export that replaces another one takes its place in the list too. */
export function recordExport(store: Store, { runId, checkpointPath, settings }: ExportJob, made: RunExport): void {
  const { folder, report } = made;
  const { bytes, sha256 } = report.files.find(({ name }) => name === report.mainFile)!;
  store.writer.saveExport(runId, {
    id: `${runId}:${folder}`,
    checkpointPath,
    target: settings.target,
    path: join(folder, report.mainFile),
    sha256,
    bytes,
    report,
  });
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
  const checkInputs = await loadCheckInputs(run.document, run.documentDirectory);
  return (await examine(folder, { ...source, checkInputs }, tf)).verification;
}

/** Where the checkpoint with this checksum lies; undefined if it is gone or was changed. */
async function findCheckpoint(store: Store, runId: string, sha256: string): Promise<string | undefined> {
  const path = store.reader.checkpointsOf(runId).find((record) => record.sha256 === sha256)?.path;
  if (path === undefined || !existsSync(path)) return undefined;
  return (await sha256OfFile(path)) === sha256 ? path : undefined;
}

function requireRole({ name, document }: RunRecord, role: GeneratorRole): void {
  const roles = describePipeline(document).generators.map((generator) => generator.role);
  if (roles.includes(role)) return;
  throw new ExportError(`The run "${name}" has no ${role} generator. It has: ${roles.join(', ')}.`);
}

async function modelSource(
  document: PipelineDocument,
  checkpointPath: string,
  role: GeneratorRole,
  settings: ExportSettings,
): Promise<ModelSource> {
  const { network } = describePipeline(document).generators.find((generator) => generator.role === role)!;
  const stateDict = await generatorWeights(document, checkpointPath, role);
  return {
    network,
    settings,
    weights: weightsFromStateDict(weightsOf(network), stateDict, network.name),
    sizePixels: document.preprocess.cropSize,
  };
}

/** E.g. `student-onnx-float32`; what is not usual is added. */
function folderName(role: GeneratorRole, { target, precision, convention, basicOps }: ExportSettings): string {
  const { range, layout } = convention;
  return [
    role,
    target,
    precision,
    ...(range === '0..255' ? ['0-255'] : []),
    ...(layout === USUAL_LAYOUT[target] ? [] : [layout.toLowerCase()]),
    ...(basicOps ? ['basic'] : []),
  ].join('-');
}
