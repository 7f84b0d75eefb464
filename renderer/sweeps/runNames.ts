/** Names of runs where many of them stand below each other. */
import type { StudioRun } from '../../core/protocol/studio/runRecords.ts';
import type { SweepSummary } from '../../core/protocol/studio/sweeps.ts';

export interface NameInSweep {
  /** Without the name of the sweep, which its runs have before their own. */
  readonly name: string;
  readonly sweep: SweepSummary | undefined;
}

export function nameInSweep(run: Pick<StudioRun, 'name' | 'sweepId'>, sweeps: readonly SweepSummary[]): NameInSweep {
  const sweep = sweeps.find(({ id }) => id === run.sweepId);
  const isBelow = sweep !== undefined && run.name.startsWith(`${sweep.name}: `);
  return { name: isBelow ? run.name.slice(sweep.name.length + 2) : run.name, sweep };
}
