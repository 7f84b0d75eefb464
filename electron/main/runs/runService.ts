/** The queue with all that hangs on it: live data for the window, taskbar, notifications, staying awake. */
import type { EngineMessage } from '../../../core/protocol/index.ts';
import { StudioRunSchema } from '../../../core/protocol/studio/runRecords.ts';
import type { Store } from '../../../core/store/index.ts';
import type { SendEvent } from '../ipc/eventSender.ts';
import type { Activity } from './activity.ts';
import { launchHost } from './launchHost.ts';
import { LivePool } from './livePool.ts';
import { RunQueue } from './runQueue.ts';

export interface RunService {
  readonly queue: RunQueue;
  /** Tells the window what the run is like now. */
  tellRun(runId: string): void;
}

/** `onFinished` hears of runs that have come to their end. */
export function createRunService(
  getStore: () => Store,
  sendEvent: SendEvent,
  activity: Activity,
  onFinished: (runId: string) => void,
): RunService {
  const pool = new LivePool(sendEvent);

  function tellRun(runId: string): void {
    pool.flush();
    sendEvent({ kind: 'run-changed', run: StudioRunSchema.parse(getStore().reader.getRun(runId)) });
  }

  function receive(runId: string, message: EngineMessage): void {
    pool.add(runId, message);
    if (message.kind === 'progress') activity.progress(message.step / Math.max(1, message.totalSteps));
    if (STATE_MESSAGES.has(message.kind)) tellRun(runId);
  }

  const queue = new RunQueue(getStore, launchHost, {
    onQueue: (current) => sendEvent({ kind: 'queue-changed', queue: current }),
    onStarted: (runId) => {
      activity.begin();
      tellRun(runId);
    },
    onMessage: receive,
    onEnded: (runId, end) => {
      activity.end();
      tellRun(runId);
      if (end.state === 'finished') onFinished(runId);
      activity.announce(runId, getStore().reader.getRun(runId).name, end);
    },
  });
  return { queue, tellRun };
}

/** After these the run is in another state, or has learned its device or what it looks through. */
const STATE_MESSAGES: ReadonlySet<EngineMessage['kind']> = new Set(['ready', 'weights', 'paused', 'resumed']);
