/** The part of an export that the store takes part in: what is exported from where, and its entry in the run's record. */
import { dirname, join, resolve } from 'node:path';
import { findCheckpoint, type WantedCheckpoint } from '../engine/findCheckpoint.ts';
import { keptGenerators, USUAL_LAYOUT, type ExportSettings, type PipelineDocument } from '../pipeline/index.ts';
import type { KeptRole } from '../protocol/scalars.ts';
import { runDirectory, type RunRecord, type Store } from '../store/index.ts';
import { readCheckpointTeachers } from '../trainer/checkpoint.ts';
import { describeOrigin } from './describeOrigin.ts';
import { ExportError } from './exportError.ts';
import type { ExportReport, ModelOrigin } from './report.ts';

export interface RunExport {
  readonly folder: string;
  readonly report: ExportReport;
}

export interface ExportChoice {
  readonly role: KeptRole;
  readonly settings: ExportSettings;
  /** Default: a folder named after the settings, with the run's own files. */
  readonly outputFolder?: string;
  /** Default: the latest that is intact. */
  readonly checkpoint?: WantedCheckpoint | undefined;
}

/** All that an export needs to know, as plain data: it may be performed in another process than the store's. */
export interface ExportJob {
  readonly runId: string;
  readonly document: PipelineDocument;
  readonly documentDirectory: string;
  readonly checkpointPath: string;
  readonly role: KeptRole;
  readonly settings: ExportSettings;
  readonly origin: ModelOrigin;
  readonly outputFolder: string;
}

/** @throws ExportError if the run has no such generator; TrainError if it has no such checkpoint */
export async function planExport(store: Store, run: RunRecord, choice: ExportChoice): Promise<ExportJob> {
  const { role, settings } = choice;
  requireRole(run, role);
  const checkpoint = await findCheckpoint(store, run, choice.checkpoint ?? 'latest');
  const files = runDirectory(dirname(store.path), run.id);
  return {
    runId: run.id,
    document: run.document,
    documentDirectory: run.documentDirectory,
    checkpointPath: checkpoint.path,
    role,
    settings,
    origin: describeOrigin(run, role, { ...checkpoint, teachers: await readCheckpointTeachers(checkpoint.path) }, store.reader.evaluationsOf(run.id)), // prettier-ignore
    outputFolder: resolve(choice.outputFolder ?? join(files, 'exports', folderName(role, settings))),
  };
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
    createdMs: Date.parse(report.createdAt),
  });
}

function requireRole({ name, document }: RunRecord, role: KeptRole): void {
  const roles = keptGenerators(document).map((generator) => generator.role);
  if (roles.includes(role)) return;
  throw new ExportError(`The run "${name}" has no ${role} generator. It has: ${roles.join(', ')}.`);
}

/** E.g. `student-onnx-float32`; what is not usual is added. */
function folderName(role: KeptRole, { target, precision, convention, basicOps, calibration }: ExportSettings): string {
  const { range, layout } = convention;
  return [
    role,
    target,
    precision,
    ...(precision === 'int8-static' && calibration !== 'minmax' ? [calibration] : []),
    ...(range === '0..255' ? ['0-255'] : []),
    ...(layout === USUAL_LAYOUT[target] ? [] : [layout.toLowerCase()]),
    ...(basicOps ? ['basic'] : []),
  ].join('-');
}
