/** Packs a run into one zip archive. */
import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { createHash } from 'node:crypto';
import { basename, dirname, join } from 'node:path';
import { ZipWriter } from '../archive/zipWriter.ts';
import { CARD_FILE } from '../export/card/modelCard.ts';
import { parseReport } from '../export/parseReport.ts';
import { REPORT_FILE } from '../export/report.ts';
import { isActive, RunInfoSchema, type CheckpointRecord } from '../protocol/index.ts';
import type { ExportRecord, Store } from '../store/index.ts';
import {
  BUNDLE_FILE,
  BundleError,
  BundleSchema,
  METRICS_FILE,
  previewFile,
  type Bundle,
  type BundledFile,
  type BundledMetrics,
} from './format.ts';

/** Files that are gone or were changed are left out; what is left out is told. */
export interface MadeBundle {
  readonly path: string;
  readonly files: number;
  readonly bytes: number;
  readonly leftOut: readonly string[];
}

export interface BundleOptions {
  /** Version of the studio that makes it. */
  readonly studio: string;
  /** Default: a file that is there already is refused. */
  readonly mayReplace?: boolean;
  /** Hears how much of it is done, from 0 to 1. */
  readonly onProgress?: (fraction: number) => void;
  /** Aborting rejects with the signal's reason, and leaves nothing. */
  readonly signal?: AbortSignal;
}

/**
 * Writes the bundle of a run that is not active; it appears at `path` when it is whole.
 * @throws BundleError
 */
export async function makeBundle(
  store: Store,
  runId: string,
  path: string,
  options: BundleOptions,
): Promise<MadeBundle> {
  const run = store.reader.getRun(runId);
  if (isActive(run.state)) throw new BundleError(`"${run.name}" is being worked on. Stop it, or wait until it ends.`);
  if (!options.mayReplace && existsSync(path)) throw new BundleError(`${path} exists already. Choose another name.`);
  const temporary = `${path}.tmp`;
  await rm(temporary, { force: true });
  const zip = await ZipWriter.create(temporary);
  try {
    const packing = new Packing(zip, options);
    const made = await packing.pack(store, runId);
    await zip.finish();
    await rename(temporary, path);
    return { path, ...made };
  } catch (error) {
    await zip.close().catch(() => {});
    await rm(temporary, { force: true });
    if (error instanceof RangeError) throw new BundleError(error.message);
    throw error;
  }
}

class Packing {
  readonly #zip: ZipWriter;
  readonly #files: BundledFile[] = [];
  readonly #leftOut: string[] = [];
  readonly #options: BundleOptions;
  #total = 1;

  constructor(zip: ZipWriter, options: BundleOptions) {
    this.#zip = zip;
    this.#options = options;
  }

  async pack(store: Store, runId: string): Promise<Omit<MadeBundle, 'path'>> {
    const { reader } = store;
    const { document, ...row } = reader.getRun(runId);
    await this.#add(METRICS_FILE, Buffer.from(JSON.stringify(metricsOf(store, runId))), true);
    const previews = reader.previewsOf(runId);
    this.#total = entriesOf(store, runId);
    for (const [index, preview] of previews.entries()) {
      await this.#add(previewFile(index), reader.previewPng(runId, preview)!);
    }
    const checkpoints = await this.#checkpoints(reader.checkpointsOf(runId));
    const bundle: Bundle = {
      format: 'omgd-studio-run',
      version: 1,
      studio: this.#options.studio,
      run: RunInfoSchema.parse(row),
      document: document as Record<string, unknown>,
      checkpoints,
      previews,
      evaluations: reader.evaluationsOf(runId),
      events: reader.eventsOf(runId),
      exports: await this.#exports(reader.exportsOf(runId), new Set(checkpoints.map(({ name }) => name))),
      files: this.#files,
    };
    const text = JSON.stringify(BundleSchema.parse(bundle), null, 1);
    await this.#zip.add(BUNDLE_FILE, Buffer.from(text), true);
    const bytes = this.#files.reduce((sum, file) => sum + file.bytes, 0);
    return { files: this.#files.length + 1, bytes, leftOut: this.#leftOut };
  }

  async #checkpoints(records: readonly CheckpointRecord[]): Promise<Bundle['checkpoints']> {
    const kept: Bundle['checkpoints'] = [];
    for (const { path, ...record } of records) {
      const name = basename(path);
      if (await this.#addFile(`checkpoints/${name}`, path, record.sha256)) kept.push({ name, ...record });
    }
    return kept;
  }

  async #exports(records: readonly ExportRecord[], checkpoints: ReadonlySet<string>): Promise<Bundle['exports']> {
    const kept: Bundle['exports'] = [];
    for (const { path, target, checkpointPath, report } of records) {
      const parsed = parseReport(report);
      const source = dirname(path);
      const folder = basename(source);
      if (!parsed || kept.some((other) => other.folder === folder)) {
        this.#leftOut.push(source);
        continue;
      }
      const { files, mainFile } = parsed;
      const added = await Promise.all(files.map(({ name, sha256 }) => isIntact(join(source, name), sha256)));
      if (added.includes(false)) {
        this.#leftOut.push(source);
        continue;
      }
      for (const { name, sha256 } of files)
        await this.#addFile(`exports/${folder}/${name}`, join(source, name), sha256);
      for (const name of [REPORT_FILE, CARD_FILE]) await this.#addFile(`exports/${folder}/${name}`, join(source, name));
      const checkpoint = basename(checkpointPath);
      kept.push({ folder, mainFile, target, checkpoint: checkpoints.has(checkpoint) ? checkpoint : null, report });
    }
    return kept;
  }

  /** False if the file is gone or, where a checksum is given, another one. */
  async #addFile(name: string, path: string, sha256?: string): Promise<boolean> {
    const content = await readFile(path).catch(() => undefined);
    if (content === undefined || (sha256 !== undefined && checksum(content) !== sha256)) {
      this.#leftOut.push(path);
      return false;
    }
    await this.#add(name, content);
    return true;
  }

  async #add(path: string, content: Uint8Array, isText = false): Promise<void> {
    this.#options.signal?.throwIfAborted();
    await this.#zip.add(path, content, isText);
    this.#files.push({ path, bytes: content.length, sha256: checksum(content) });
    this.#options.onProgress?.(Math.min(1, this.#files.length / this.#total));
  }
}

/** About how many files it will hold. */
function entriesOf({ reader }: Store, runId: string): number {
  const exported = reader.exportsOf(runId).map(({ report }) => (parseReport(report)?.files.length ?? 0) + 2);
  const files = exported.reduce((sum, count) => sum + count, 0);
  return reader.previewsOf(runId).length + reader.checkpointsOf(runId).length + files + 1;
}

async function isIntact(path: string, sha256: string): Promise<boolean> {
  const content = await readFile(path).catch(() => undefined);
  return content !== undefined && checksum(content) === sha256;
}

function checksum(content: Uint8Array): string {
  return createHash('sha256').update(content).digest('hex');
}

/** Every point of every metric, step by step. */
function metricsOf({ reader }: Store, runId: string): BundledMetrics {
  const points = new Map<number, BundledMetrics[number]>();
  const finite = (value: number | undefined): number | null => (Number.isFinite(value) ? value! : null);
  for (const name of reader.metricNames(runId)) {
    const { steps, values, epochs, trainedMs } = reader.metricSeries(runId, name);
    steps.forEach((step, index) => {
      const point = points.get(step) ?? {
        step,
        epoch: finite(epochs[index]),
        trainedMs: finite(trainedMs[index]),
        values: {},
      };
      point.values[name] = finite(values[index]);
      points.set(step, point);
    });
  }
  return [...points.values()].sort((a, b) => a.step - b.step);
}
