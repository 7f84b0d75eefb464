/** What an engine is doing, in words. */
import type { Phase } from '../../core/protocol/engineMessage.ts';

export const PHASE_LABELS: Readonly<Record<Phase, string>> = {
  preparing: 'Preparing',
  'loading-data': 'Reading pictures',
  building: 'Building networks',
  training: 'Training',
  evaluating: 'Measuring quality',
  saving: 'Saving',
};
