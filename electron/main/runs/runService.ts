/** The queue and the sweeps with all that hangs on them: live data for the window, taskbar, notifications, staying awake. */
import type { EngineMessage } from '../../../core/protocol/index.ts';
import { StudioRunSchema } from '../../../core/protocol/studio/runRecords.ts';
import type { Queue } from '../../../core/protocol/studio/runs.ts';
import type { Settings } from '../../../core/protocol/studio/settings.ts';
import type { RunEnd, Store } from '../../../core/store/index.ts';
import type { SendEvent } from '../ipc/eventSender.ts';
import { ClusterRuns } from './clusterRuns.ts';
import { SweepDesk } from '../sweeps/sweepDesk.ts';
import type { Activity } from './activity.ts';
import { announcementOf, sweepAnnouncementOf } from './announcement.ts';
import { launchHost } from './launchHost.ts';
import { LivePool } from './livePool.ts';
import { RunQueue } from './runQueue.ts';

export interface RunService {
  readonly queue: RunQueue;
  readonly cluster: ClusterRuns;
  readonly desk: SweepDesk;
  /** What the window is told of queue and clusters. */
  queueNow(): Queue;
  /** Tells the window what the run is like now. */
  tellRun(runId: string): void;
}

export interface RunServiceOptions {
  readonly getStore: () => Store;
  readonly getSettings: () => Settings;
  readonly sendEvent: SendEvent;
  readonly activity: Activity;
  /** Hears of runs that have come to their end. */
  readonly onFinished: (runId: string) => void;
  /** The person has clicked what the computer told them about a run or a sweep. */
  readonly show: (event: ShowEvent) => void;
}

export type ShowEvent = { kind: 'show-run'; runId: string } | { kind: 'show-sweep'; sweepId: string };

export function createRunService(options: RunServiceOptions): RunService {
  const { getStore, getSettings, sendEvent, activity, onFinished, show } = options;
  const pool = new LivePool(sendEvent);

  function tellRun(runId: string): void {
    pool.flush();
    sendEvent({ kind: 'run-changed', run: StudioRunSchema.parse(getStore().reader.getRun(runId)) });
  }

  const queueNow = (): Queue => ({ ...queue.queue, clusterRunIds: cluster.runIds });
  const tellQueue = (): void => sendEvent({ kind: 'queue-changed', queue: queueNow() });

  function started(runId: string): void {
    activity.begin(runId);
    tellRun(runId);
  }

  function tellActivity(runId: string, message: EngineMessage): void {
    if (message.kind === 'progress') activity.progress(runId, message.step / Math.max(1, message.totalSteps));
    if (message.kind === 'paused') activity.setPaused(runId, true);
    if (message.kind === 'resumed') activity.setPaused(runId, false);
  }

  function receive(runId: string, message: EngineMessage): void {
    pool.add(runId, message);
    tellActivity(runId, message);
    if (STATE_MESSAGES.has(message.kind)) tellRun(runId);
  }

  function ended(runId: string, end: RunEnd): void {
    activity.end(runId);
    tellRun(runId);
    if (end.state === 'finished') onFinished(runId);
  }

  function endedAlone(runId: string, end: RunEnd): void {
    ended(runId, end);
    const text = announcementOf(getStore().reader.getRun(runId).name, end, getSettings());
    activity.announce(text, () => show({ kind: 'show-run', runId }));
  }

  const queue: RunQueue = new RunQueue(
    getStore,
    launchHost,
    {
      onQueue: tellQueue,
      onStarted: started,
      onMessage: receive,
      onEnded: endedAlone,
    },
    () => desk.isMachineTaken,
  );
  const cluster = new ClusterRuns(getStore, {
    onChange: tellQueue,
    onStarted: started,
    onMessage: receive,
    onEnded: endedAlone,
  });
  const desk = new SweepDesk({
    getStore,
    launch: launchHost,
    runBefore: () => queue.queue.activeRunId ?? queue.queue.waitingRunIds[0],
    listener: {
      onStarted: started,
      onMessage: receive,
      onEnded: (runId, end) => {
        ended(runId, end);
        void queue.look();
      },
      onChanged: (sweepId) => {
        sendEvent({ kind: 'sweep-changed', sweepId });
        // A sweep that is paused makes room for the next run.
        void queue.look();
      },
      onSweepEnded: (sweepId, end) => {
        const text = sweepAnnouncementOf(getStore().reader.getSweep(sweepId).name, end, getSettings());
        activity.announce(text, () => show({ kind: 'show-sweep', sweepId }));
      },
    },
  });
  return { queue, cluster, desk, queueNow, tellRun };
}

/** After these the run is in another state, or has learned its device or what it looks through. */
const STATE_MESSAGES: ReadonlySet<EngineMessage['kind']> = new Set(['ready', 'weights', 'paused', 'resumed']);
