/** Runs that differ only in their seed are one experiment: its numbers are a mean and a spread. */
import { speedCondition, type SpeedRecord } from '../protocol/speedRecords.ts';
import { pipelineCost } from './describe.ts';
import type { GeneratorRole } from './roles.ts';
import { waysOfMeasuring, type ComparedEvaluation, type Way } from './waysOfMeasuring.ts';
import type { PipelineDocument } from './schema.ts';

export interface ComparedRun {
  readonly id: string;
  readonly name: string;
  readonly document: PipelineDocument;
  /** The newest of one step last. */
  readonly evaluations: readonly ComparedEvaluation[];
  /** Measured on this machine. */
  readonly speeds?: readonly SpeedRecord[];
}

export interface Spread {
  readonly mean: number;
  /** Standard deviation over the runs (n − 1); 0 for a single run. */
  readonly spread: number;
  readonly runs: number;
}

export interface GroupValue extends Spread {
  readonly metric: string;
  /** Pictures behind each run's number. */
  readonly samples: number;
}

export interface SeedGroup {
  readonly name: string;
  readonly runs: readonly ComparedRun[];
  readonly seeds: readonly number[];
  /** Of one generator; so are `values` and `latencies`. */
  readonly cost: { readonly macsPaper: number; readonly macsExact: number; readonly parameters: number; readonly bytesFloat32: number }; // prettier-ignore
  /** By column: numbers that were not measured in the same way (`waysOfMeasuring`) never share one. */
  readonly values: Readonly<Record<string, GroupValue>>;
  /** The numbers behind `values`: what warnings are about. */
  readonly measured: readonly ComparedEvaluation[];
  /** Milliseconds (median of many runs of the model), by the condition of the measurement. */
  readonly latencies: Readonly<Record<string, Spread>>;
}

/** In the order of the first run of each group; runs without a generator of this role are left out. */
export function groupBySeed(runs: readonly ComparedRun[], role: GeneratorRole = 'student'): SeedGroup[] {
  const groups = new Map<string, ComparedRun[]>();
  for (const run of runs) {
    const key = JSON.stringify({ ...run.document, name: '', training: { ...run.document.training, seed: 0 } });
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  const columnOf = waysOfMeasuring(runs.flatMap(({ evaluations }) => evaluations));
  return [...groups.values()].flatMap((members): SeedGroup[] => {
    const [first] = members as [ComparedRun];
    const cost = pipelineCost(first.document).find((row) => row.role === role)?.cost;
    if (!cost) return [];
    const { macsPaper, macsExact, parameters, bytesFloat32 } = cost;
    const latest = members.map(({ evaluations }) => latestOf(evaluations, role, columnOf));
    return [
      {
        name: first.name,
        runs: members,
        seeds: members.map(({ document }) => document.training.seed),
        cost: { macsPaper, macsExact, parameters, bytesFloat32 },
        values: valuesOf(latest),
        measured: latest.flatMap((byColumn) => [...byColumn.values()]),
        latencies: latenciesOf(members, role),
      },
    ];
  });
}

/** Of the last step that was measured in each way; what was measured there more than once, as it was the last time. */
function latestOf(
  evaluations: readonly ComparedEvaluation[],
  role: GeneratorRole,
  columnOf: Way,
): Map<string, ComparedEvaluation> {
  const latest = new Map<string, ComparedEvaluation>();
  for (const evaluation of evaluations) {
    if (evaluation.role !== role || evaluation.value === null || !Number.isFinite(evaluation.value)) continue;
    const column = columnOf(evaluation);
    const known = latest.get(column);
    if (!known || evaluation.step >= known.step) latest.set(column, evaluation);
  }
  return latest;
}

/** Columns of all members, in the order in which they are found. */
function valuesOf(latest: readonly ReadonlyMap<string, ComparedEvaluation>[]): SeedGroup['values'] {
  const columns = [...new Set(latest.flatMap((byColumn) => [...byColumn.keys()]))];
  return Object.fromEntries(
    columns.map((column) => [column, valueOf(latest.flatMap((byColumn) => byColumn.get(column) ?? []))]),
  );
}

function valueOf(evaluations: readonly ComparedEvaluation[]): GroupValue {
  return {
    ...spreadOf(evaluations.map(({ value }) => value!)),
    metric: evaluations[0]!.metric,
    samples: evaluations[0]!.samples,
  };
}

/** Of each run the newest measurement under each condition. */
function latenciesOf(members: readonly ComparedRun[], role: GeneratorRole): SeedGroup['latencies'] {
  const conditions = new Map<string, number[]>();
  for (const { speeds = [] } of members) {
    const ofRun = new Map<string, number>();
    for (const speed of speeds.filter((record) => record.role === role).sort((a, b) => a.atMs - b.atMs)) {
      ofRun.set(speedCondition(speed), speed.medianMs);
    }
    for (const [condition, ms] of ofRun) conditions.set(condition, [...(conditions.get(condition) ?? []), ms]);
  }
  return Object.fromEntries([...conditions].map(([condition, times]) => [condition, spreadOf(times)]));
}

/** At least one value. */
export function spreadOf(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, spread: values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0, runs: values.length };
}
