/** Runs: start, steer, edit, delete, and read what they left. */
import { hasEnded, isActive } from '../../../core/protocol/index.ts';
import type { StudioRun, StudioSeries } from '../../../core/protocol/studio/runRecords.ts';
import type { Queue } from '../../../core/protocol/studio/runs.ts';
import type { MetricSeries, Store } from '../../../core/store/index.ts';
import { directoryOf, readRunnableDocument, type DocumentPlaces } from '../documents.ts';
import { StudioFault } from '../errors.ts';
import type { HandlersOf } from '../ipc/handlers.ts';
import type { ClusterRuns } from '../runs/clusterRuns.ts';
import type { RunQueue } from '../runs/runQueue.ts';
import type { SweepDesk } from '../sweeps/sweepDesk.ts';

export interface RunServices {
  readonly getStore: () => Store;
  readonly queue: RunQueue;
  readonly cluster: ClusterRuns;
  readonly desk: SweepDesk;
  queueNow(): Queue;
  readonly places: DocumentPlaces;
  /** Tells the window what the run is like now. */
  tellRun(runId: string): void;
}

export function createRunHandlers(services: RunServices): HandlersOf<'runs'> {
  const { getStore, queue, cluster, desk, places, tellRun } = services;
  const summaryOf = (runId: string): StudioRun => getStore().reader.getRun(runId);

  function refuseIfBusy(runId: string): void {
    const { name, state } = summaryOf(runId);
    if (!isActive(state) && !queue.has(runId)) return;
    throw new StudioFault('run-busy', `“${name}” is active or waiting. Stop it first.`);
  }

  /** The sweep that the run belongs to is being worked on and will come to it. */
  const isSweepsTurn = (sweepId: string | null): boolean => sweepId !== null && desk.placesOf(sweepId) !== undefined;

  /** There is a checkpoint, or a cluster works on it. */
  function isWithinReach(runId: string): boolean {
    const { reader } = getStore();
    return reader.checkpointsOf(runId).length > 0 || reader.openRemoteJobOf(runId) !== undefined;
  }

  return {
    list: ({ deleted }) => {
      // A run of another process, whose owner has died meanwhile, shows up as interrupted.
      getStore().writer.markInterruptedRuns();
      return getStore()
        .reader.listRuns({ deleted: true })
        .filter(({ deletedMs }) => (deletedMs !== null) === deleted);
    },
    get: ({ runId }) => {
      const { reader } = getStore();
      const { document, ...run } = reader.getRun(runId);
      const isUnfinished = hasEnded(run.state) && run.state !== 'finished';
      return {
        run,
        document,
        metricNames: reader.metricNames(runId),
        latestMetrics: reader.latestMetrics(runId),
        isResumable: !isSweepsTurn(run.sweepId) && (run.state === 'queued' || (isUnfinished && isWithinReach(runId))),
      };
    },
    queue: () => services.queueNow(),
    start: async ({ document: source, origin, name, target }) => {
      const document = readRunnableDocument(source);
      const documentDirectory = directoryOf(origin, places);
      const runId = getStore().writer.createRun({
        document,
        documentDirectory,
        ...(name === undefined ? {} : { name }),
      });
      tellRun(runId);
      if (target.kind === 'ray') cluster.follow(runId, target);
      else await queue.add(runId);
      return { runId };
    },
    resume: async ({ runId }) => {
      refuseIfBusy(runId);
      if (isSweepsTurn(summaryOf(runId).sweepId)) {
        throw new StudioFault(
          'run-busy',
          'The sweep that the run belongs to is being worked on, and comes to it by itself.',
        );
      }
      const job = getStore().reader.openRemoteJobOf(runId);
      if (job) cluster.follow(runId, job.target);
      else await queue.add(runId);
    },
    pause: ({ runId }) => (cluster.has(runId) ? cluster : queue).pause(runId),
    continue: ({ runId }) => (cluster.has(runId) ? cluster : queue).continue(runId),
    stop: ({ runId }) => {
      (cluster.has(runId) ? cluster : queue).stop(runId);
      tellRun(runId);
    },
    edit: ({ runId, name, notes, tags }) => {
      getStore().writer.editRun(runId, {
        ...(name === undefined ? {} : { name }),
        ...(notes === undefined ? {} : { notes }),
        ...(tags === undefined ? {} : { tags }),
      });
      tellRun(runId);
      return summaryOf(runId);
    },
    delete: ({ runIds }) => {
      runIds.forEach(refuseIfBusy);
      for (const runId of runIds) {
        getStore().writer.deleteRun(runId);
        tellRun(runId);
      }
    },
    restore: ({ runIds }) => {
      for (const runId of runIds) {
        getStore().writer.restoreRun(runId);
        tellRun(runId);
      }
    },
    metrics: ({ runId, names, maxPoints, afterStep }) => {
      const options = {
        ...(maxPoints === undefined ? {} : { maxPoints }),
        ...(afterStep === undefined ? {} : { afterStep }),
      };
      return names.map((name) => packed(getStore().reader.metricSeries(runId, name, options)));
    },
    previews: ({ runId }) => getStore().reader.previewsOf(runId),
    events: ({ runId }) => getStore().reader.eventsOf(runId),
    checkpoints: ({ runId }) => getStore().reader.checkpointsOf(runId),
    evaluations: ({ runId }) => getStore().reader.evaluationsOf(runId),
  };
}

/** Typed arrays cross the border between processes many times faster than lists. */
function packed({ name, steps, values, epochs, trainedMs, totalPoints }: MetricSeries): StudioSeries {
  return {
    name,
    steps: Float64Array.from(steps),
    values: Float64Array.from(values),
    epochs: Float64Array.from(epochs),
    trainedMs: Float64Array.from(trainedMs),
    totalPoints,
  };
}
