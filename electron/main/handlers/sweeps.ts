/** Sweeps: previewed and planned in another process, worked on by the desk, read from the store. */
import type { StudioSweep, StudioSweepRun, SweepSummary } from '../../../core/protocol/studio/sweeps.ts';
import { speedOf } from '../../../core/engine/estimate.ts';
import type { PipelineDocument } from '../../../core/pipeline/index.ts';
import { METRICS } from '../../../core/pipeline/metrics.ts';
import { isActive, sweepProgress, type ComputeTarget, type SweepWish } from '../../../core/protocol/index.ts';
import type { Store, SweepRecord } from '../../../core/store/index.ts';
import { combinationsOf } from '../../../core/sweep/candidates.ts';
import { addSeeds, createSweep, withSeeds } from '../../../core/sweep/create.ts';
import { parseSweep, type SweepDocument } from '../../../core/pipeline/sweepDocument.ts';
import { documentsByNeeds } from '../../../core/sweep/needs.ts';
import { secondsLeft } from '../../../core/sweep/timeLeft.ts';
import { findLibraryWeights } from '../../../core/engine/findLibraryWeights.ts';
import { checkDocument } from '../checkDocument.ts';
import { directoryOf, type DocumentPlaces } from '../documents.ts';
import { StudioFault } from '../errors.ts';
import type { HandlersOf } from '../ipc/handlers.ts';
import type { SweepDesk } from '../sweeps/sweepDesk.ts';
import type { Machine } from '../tools/machine.ts';
import type { ToolsProcess } from '../tools/toolsProcess.ts';

export interface SweepServices {
  readonly getStore: () => Store;
  readonly desk: SweepDesk;
  /** A tools process that may be busy for seconds. */
  readonly planner: ToolsProcess;
  readonly machine: Machine;
  readonly places: DocumentPlaces;
  readonly dataFolder: string;
  countTrainingPairs(document: PipelineDocument, directory: string): Promise<number>;
}

export function createSweepHandlers(services: SweepServices): HandlersOf<'sweeps'> {
  const { getStore, desk, planner } = services;

  /** Whoever works on the sweep obeys within a second; our own desk at once. */
  function wish(sweepId: string, wanted: SweepWish): void {
    const { state } = getStore().reader.getSweep(sweepId);
    if (state !== 'running' && state !== 'paused') throw new StudioFault('sweep-not-active');
    getStore().writer.wishSweep(sweepId, wanted);
    desk.look(sweepId);
  }

  return {
    list: () => getStore().reader.listSweeps().map((sweep) => summaryOf(sweep, services)), // prettier-ignore
    get: ({ sweepId }) => detailOf(sweepId, services),
    preview: async ({ document, origin, target }) => {
      const directory = directoryOf(origin, services.places);
      const place = { document: readSweep(document), directory, target, speed: speedOf(getStore()) };
      return await planner.run('previewStudioSweep', place).catch(refuse);
    },
    start: async ({ document: source, origin, target }) => {
      const document = readSweep(source);
      const documentDirectory = directoryOf(origin, services.places);
      const planned = await planner.run('planSweep', document).catch(refuse);
      if (target.kind === 'local') await requireRuntime(services);
      await requireRunnable(documentsByNeeds(planned), documentDirectory, target, services);
      // A cluster that cannot be used is told now, and the choices stay as they are.
      const found = await desk.placesOn(target);
      const sweepId = createSweep(getStore(), { document, documentDirectory, target }, planned);
      await desk.begin(sweepId, found);
      return { sweepId };
    },
    resume: async ({ sweepId }) => {
      const { target } = getStore().reader.getSweep(sweepId);
      if (target.kind === 'local') await requireRuntime(services);
      await desk.begin(sweepId);
    },
    pause: ({ sweepId }) => wish(sweepId, 'pause'),
    continue: ({ sweepId }) => wish(sweepId, 'run'),
    stop: ({ sweepId }) => wish(sweepId, 'stop'),
    leaveOut: ({ runId, leftOut }) => {
      const { sweepId } = getStore().reader.getRun(runId);
      getStore().writer.leaveOutOfSweep(runId, leftOut);
      if (sweepId !== null) desk.look(sweepId);
    },
    addSeeds: async ({ sweepId, seeds }) => {
      const planned = await planner.run('planSweep', withSeeds(getStore(), sweepId, seeds)).catch(refuse);
      const added = addSeeds(getStore(), sweepId, seeds, planned);
      desk.look(sweepId);
      return { added };
    },
  };
}

function readSweep(source: unknown): SweepDocument {
  const parsed = parseSweep(source);
  if (parsed.ok) return parsed.document;
  throw new StudioFault('sweep-unusable', parsed.problems.join('\n'));
}

/** What core/sweep says for the person is a RangeError; anything else is a fault. */
function refuse(error: unknown): never {
  const isForPeople = error instanceof Error && error.name === 'RangeError';
  throw isForPeople ? new StudioFault('sweep-unusable', error.message, error) : error;
}

async function requireRuntime({ machine }: SweepServices): Promise<void> {
  if ((await machine.runtime()).kind === 'missing') throw new StudioFault('runtime-missing');
}

/** Throws if a file or the dataset of a run is missing: better than many runs that fail one after the other. */
async function requireRunnable(
  documents: readonly PipelineDocument[],
  directory: string,
  target: ComputeTarget,
  services: SweepServices,
): Promise<void> {
  const countTrainingPairs = (document: PipelineDocument): Promise<number> =>
    services.countTrainingPairs(document, directory);
  const libraryFiles = (document: PipelineDocument) => findLibraryWeights(services.dataFolder, document);
  const findings = await Promise.all(
    documents.map((document) => checkDocument(document, { directory, countTrainingPairs, libraryFiles, target })),
  );
  const errors = findings.flat().filter(({ severity }) => severity === 'error');
  if (errors.length === 0) return;
  throw new StudioFault('sweep-unusable', [...new Set(errors.map(({ message }) => message))].join('\n'));
}

function summaryOf(sweep: SweepRecord, { getStore, desk }: SweepServices): SweepSummary {
  const { id, name, state, target, createdMs } = sweep;
  const runs = getStore().reader.sweepRuns(id);
  return {
    ...{ id, name, state, target, createdMs },
    ...sweepProgress(runs),
    active: runs.filter((run) => isActive(run.state)).length,
    isOurs: desk.placesOf(id) !== undefined,
  };
}

function detailOf(sweepId: string, { getStore, desk }: SweepServices): StudioSweep {
  const { reader } = getStore();
  const { id, name, state, target, createdMs, document } = reader.getSweep(sweepId);
  const runs = reader.sweepRuns(sweepId);
  const combinations = combinationsOf(document.search);
  const qualities = METRICS.map((metric) => [metric, reader.sweepQualities(sweepId, metric)] as const);
  const atOnce = desk.placesOf(sweepId);
  return {
    ...{ id, name, state, target, createdMs },
    document: { ...document },
    runs: runs.map((run): StudioSweepRun => {
      const measured = qualities.flatMap(([metric, ofRuns]) => {
        const value = ofRuns.get(run.runId)?.at(-1)?.value;
        return value === undefined || Number.isNaN(value) ? [] : [[metric, value] as const];
      });
      return { ...run, settings: combinations[run.candidate] ?? {}, qualities: Object.fromEntries(measured) };
    }),
    isOurs: atOnce !== undefined,
    waitsFor: (atOnce !== undefined && desk.waitsFor(sweepId)) || null,
    secondsLeft: atOnce === undefined ? null : secondsLeft(document.search, runs, atOnce),
  };
}
