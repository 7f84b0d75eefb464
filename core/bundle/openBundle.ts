/** Opens a bundle: everything is unpacked beside its place and checked before the history learns of it. */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, sep } from 'node:path';
import type { UnpackLimits } from '../archive/unpack.ts';
import { unpack } from '../archive/unpack.ts';
import { sha256OfFile } from '../files/sha256.ts';
import { parsePipeline, type PipelineDocument } from '../pipeline/index.ts';
import type { Evaluation, EvaluationRecord } from '../protocol/index.ts';
import { runDirectory, type Store } from '../store/index.ts';
import {
  BUNDLE_FILE,
  BundleError,
  BundleSchema,
  METRICS_FILE,
  MetricsSchema,
  previewFile,
  type Bundle,
} from './format.ts';

/** Weights of the largest teachers of the paper, some checkpoints of them, and many previews. */
const LIMITS: UnpackLimits = { mostEntries: 100_000, mostBytes: 20e9, mostRatio: 200 };

export interface OpenedBundle {
  readonly runId: string;
  readonly name: string;
}

export interface OpenOptions {
  /** Hears how much of the archive has been read, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
  /** Aborting before the history learns of the run rejects with the signal's reason, and leaves nothing. */
  readonly signal?: AbortSignal;
}

/**
 * Adds the run of a bundle to the history.
 * @throws BundleError if it is not a bundle, was changed, or does not fit together; ArchiveError for a hostile archive;
 *   StoreError `run-busy` if the run is there already
 */
export async function openBundle(
  store: Store,
  path: string,
  { onProgress, signal }: OpenOptions = {},
): Promise<OpenedBundle> {
  const data = dirname(store.path);
  await mkdir(join(data, 'runs'), { recursive: true });
  const folder = await mkdtemp(join(data, 'runs', '.opening-'));
  try {
    await unpack(path, folder, { limits: LIMITS, onProgress: ({ fraction }) => onProgress?.(fraction), signal });
    const bundle = await readBundle(path, folder);
    const document = documentOf(path, bundle);
    await requireListedFiles(path, folder, bundle);
    const { id, name } = bundle.run;
    const target = runDirectory(data, id);
    if (existsSync(target))
      throw new BundleError(
        `The run "${name}" (${id}) is on this machine already. Delete it for good first, or use the one that is there.`,
      );
    signal?.throwIfAborted();
    const documentDirectory = target;
    store.writer.importRun({ info: bundle.run, document, documentDirectory, events: bundle.events });
    try {
      await takeIn(store, folder, target, bundle);
    } catch (error) {
      store.writer.eraseRun(id);
      throw error;
    }
    return { runId: id, name };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readBundle(path: string, folder: string): Promise<Bundle> {
  try {
    return BundleSchema.parse(JSON.parse(await readFile(join(folder, BUNDLE_FILE), 'utf8')));
  } catch (error) {
    throw new BundleError(`${basename(path)} is no bundle of a run of this version: ${reasonOf(error)}`);
  }
}

function documentOf(path: string, { document }: Bundle): PipelineDocument {
  const parsed = parsePipeline(document);
  if (parsed.ok) return parsed.document;
  throw new BundleError(`The pipeline in ${basename(path)} cannot be read: ${parsed.problems.map(({ message }) => message).join(' ')}`); // prettier-ignore
}

/** Every listed file is there with its checksum, and no other. */
async function requireListedFiles(path: string, folder: string, { files }: Bundle): Promise<void> {
  const there = await readdir(folder, { recursive: true, withFileTypes: true });
  const found = there
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1).split(sep).join('/')); // prettier-ignore
  const listed = new Set([BUNDLE_FILE, ...files.map((file) => file.path)]);
  const stray = found.find((name) => !listed.has(name));
  if (stray !== undefined) throw new BundleError(`${basename(path)} holds ${stray}, which its list does not name. Get it again.`); // prettier-ignore
  for (const file of files) {
    const sha256 = found.includes(file.path) ? await sha256OfFile(join(folder, file.path)) : undefined;
    if (sha256 === file.sha256) continue;
    const what = sha256 === undefined ? 'is missing' : 'is not what was packed';
    throw new BundleError(`${file.path} in ${basename(path)} ${what}. Get the bundle again.`);
  }
}

async function takeIn(store: Store, folder: string, target: string, bundle: Bundle): Promise<void> {
  const { writer } = store;
  const { id } = bundle.run;
  const metrics = MetricsSchema.parse(JSON.parse(await readFile(join(folder, METRICS_FILE), 'utf8')));
  if (metrics.length > 0) writer.appendMetrics(id, metrics.map(pointOf)); // prettier-ignore
  for (const [index, preview] of bundle.previews.entries()) {
    writer.savePreview(id, { ...preview, png: await readFile(join(folder, previewFile(index))) });
  }
  for (const { name, ...checkpoint } of bundle.checkpoints) {
    writer.saveCheckpoint(id, { ...checkpoint, path: join(target, 'checkpoints', name) });
  }
  for (const evaluation of bundle.evaluations) writer.saveEvaluation(id, evaluationOf(evaluation));
  for (const { folder: name, mainFile, target: format, checkpoint, report } of bundle.exports) {
    const exported = join(target, 'exports', name);
    const file = bundle.files.find((candidate) => candidate.path === `exports/${name}/${mainFile}`);
    if (!file) throw new BundleError(`The bundle lists an export "${name}" without its file ${mainFile}.`);
    writer.saveExport(id, {
      id: `${id}:${exported}`,
      checkpointPath: join(target, 'checkpoints', checkpoint ?? 'gone'),
      target: format,
      path: join(exported, mainFile),
      sha256: file.sha256,
      bytes: file.bytes,
      report,
      createdMs: timeOf(report['createdAt']),
    });
  }
  await mkdir(target);
  for (const name of ['checkpoints', 'exports']) {
    if (existsSync(join(folder, name))) await rename(join(folder, name), join(target, name));
  }
}

function timeOf(value: unknown): number | undefined {
  const timeMs = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(timeMs) ? undefined : timeMs;
}

function pointOf({ step, epoch, trainedMs, values }: ReturnType<typeof MetricsSchema.parse>[number]) {
  const numbers = Object.entries(values).map(([name, value]): [string, number] => [name, value ?? NaN]);
  return { step, epoch: epoch ?? 0, trainedMs: trainedMs ?? 0, values: Object.fromEntries(numbers) };
}

function evaluationOf({ value, extractor, details, ...evaluation }: EvaluationRecord): Evaluation {
  return {
    ...evaluation,
    value: value ?? NaN,
    ...(extractor === '' ? {} : { extractor }),
    ...(details === null ? {} : { details }),
  };
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 300) : String(error);
}
