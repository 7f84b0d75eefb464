/** The sweep that a command is about: a document in a file, or one of the store. */
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { countBySplit } from '../../data/datasetReport.ts';
import { withAbsoluteFolders } from '../../data/fetched/datasetFolders.ts';
import { openSource } from '../../data/openSource.ts';
import type { PipelineDocument } from '../../pipeline/index.ts';
import type { RayTarget } from '../../protocol/index.ts';
import { isSeenLater } from '../../ray/onNodes.ts';
import type { Store, StoreReader, SweepRecord } from '../../store/index.ts';
import { candidatesOf } from '../../sweep/candidates.ts';
import { plannedRuns } from '../../sweep/create.ts';
import { parseSweep, type SweepDocument } from '../../pipeline/sweepDocument.ts';
import { documentsByNeeds } from '../../sweep/needs.ts';
import { CliError } from '../cliError.ts';
import { preflight } from '../preflight.ts';

export interface SweepSource {
  readonly document: SweepDocument;
  /** What relative paths in the pipelines are relative to; absolute. */
  readonly documentDirectory: string;
}

export const SWEEP_ARGUMENT = 'the start of its id, its name, or "latest"';

/** Reads and checks a sweep document. Throws CliError with all problems, one a line. */
export async function readSweep(file: string): Promise<SweepSource> {
  const path = resolve(file);
  if (!existsSync(path)) throw new CliError(`There is no sweep document ${path}.`);
  const parsed = parseSweep(jsonOf(await readFile(path, 'utf8'), path));
  if (!parsed.ok) {
    throw new CliError(`The sweep (${file}) cannot be used:\n  ${parsed.problems.join('\n  ')}`);
  }
  try {
    candidatesOf(parsed.document);
  } catch (error) {
    throw error instanceof RangeError ? new CliError(error.message) : error;
  }
  return { document: parsed.document, documentDirectory: dirname(path) };
}

/** The sweep called `word`: `latest`, a name (the newest one of that name), or the start of an id. */
export function findSweep(reader: StoreReader, word: string): SweepRecord {
  const sweeps = reader.listSweeps();
  const named = word === 'latest' ? sweeps[0] : sweeps.find(({ id, name }) => name === word || id === word);
  const byId = sweeps.filter(({ id }) => id.startsWith(word));
  const found = named ?? (byId.length === 1 ? byId[0] : undefined);
  if (found) return found;
  const reason = byId.length > 1 ? 'More than one sweep has' : 'No sweep has';
  throw new CliError(`${reason} the name or an id that starts with "${word}". "omgd-studio sweep list" lists them.`);
}

/** Throws CliError if one of the candidates cannot run, e.g. since a file is missing. */
export async function requireRunnableSweep(
  { document, documentDirectory }: SweepSource,
  store: Store,
  target?: RayTarget,
): Promise<void> {
  const found = new Set<string>();
  for (const needy of documentsByNeeds(plannedRuns(document))) {
    const { problems } = await preflight({ document: needy, directory: documentDirectory }, store, target);
    for (const problem of problems) found.add(problem);
  }
  if (found.size > 0) throw new CliError(`This sweep cannot run:\n  ${[...found].join('\n  ')}`);
}

/**
 * Counts the training pairs of a document's dataset; each dataset is looked at once. Undefined for one that is not here, but
 * is fetched by the runs or lies on the nodes of `target`.
 */
export function pairCounter(
  documentDirectory: string,
  target?: RayTarget,
): (document: PipelineDocument) => Promise<number | undefined> {
  const counts = new Map<string, Promise<number>>();
  return async (document) => {
    if (isSeenLater(document, documentDirectory, target)) return undefined;
    const key = JSON.stringify(document.dataset);
    const known = counts.get(key) ?? countPairs(document.dataset, documentDirectory);
    counts.set(key, known);
    return await known;
  };
}

async function countPairs(dataset: PipelineDocument['dataset'], directory: string): Promise<number> {
  const { samples } = await openSource(withAbsoluteFolders(dataset, directory)).list();
  return countBySplit(samples).train;
}

function jsonOf(text: string, path: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new CliError(`${path} is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
}
