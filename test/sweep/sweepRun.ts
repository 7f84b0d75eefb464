// A run of a sweep as tests need it.
import type { SweepRun } from '../../core/protocol/index.ts';

export function runOf(candidate: number, changes: Partial<SweepRun> = {}): SweepRun {
  const seed = changes.seed ?? 1;
  return {
    runId: `${String(candidate)}/${String(seed)}`,
    candidate,
    label: '',
    seed,
    macs: 1,
    parameters: 1,
    leftOut: false,
    givenUpStep: null,
    state: 'queued',
    step: 0,
    totalSteps: 100,
    trainedMs: 0,
    endMessage: null,
    ...changes,
  };
}
