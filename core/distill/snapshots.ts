/** The teachers that teach a student of unpaired training are snapshots: copies of the generators at a moment. */
import type { TrainingState } from './runner.ts';
import { SNAPSHOTS } from './unpairedPlan.ts';

export type SnapshotRole = keyof typeof SNAPSHOTS;

/** The state with the generators of `roles` copied over their snapshots. */
export function takeSnapshots(state: TrainingState, roles: readonly SnapshotRole[]): TrainingState {
  const copies = roles.flatMap((role) =>
    Object.entries(state.variables).flatMap(([name, values]) =>
      name.startsWith(`${role}.`) ? [[name.replace(role, SNAPSHOTS[role]), values] as const] : [],
    ),
  );
  return { ...state, variables: { ...state.variables, ...Object.fromEntries(copies) } };
}
