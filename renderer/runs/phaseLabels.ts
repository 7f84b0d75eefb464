/** What an engine is doing, in words. */
import type { Phase } from '../../core/protocol/engineMessage.ts';
import type { RunState } from '../../core/protocol/runState.ts';

export const PHASE_LABELS: Readonly<Record<Phase, string>> = {
  preparing: 'Preparing',
  'loading-data': 'Looking at the pictures',
  building: 'Building networks',
  training: 'Training',
  evaluating: 'Measuring quality',
  saving: 'Saving',
};

/** What is going on with a run as a whole, where no phase says it better. */
export const STATE_TEXTS: Readonly<Record<RunState, string>> = {
  queued: 'Waits for its turn',
  running: 'At work',
  paused: 'Paused; nothing is lost, and it goes on from here',
  stopping: 'Finishes the step and saves',
  finished: 'All steps are done',
  failed: 'Ended early; what was saved is kept',
  stopped: 'Stopped and saved',
  interrupted: 'Interrupted; what was saved is kept',
};
