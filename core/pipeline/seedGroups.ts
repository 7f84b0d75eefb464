/** Runs that differ only in their seed are one experiment: its numbers are a mean and a spread. */
import { pipelineCost } from './describe.ts';
import type { MeasuredNumber } from './metricWarnings.ts';
import { metricsOf } from './metrics.ts';
import type { PipelineDocument } from './schema.ts';

/** One stored evaluation, as far as a comparison needs it. */
export interface ComparedEvaluation extends MeasuredNumber {
  readonly step: number;
  readonly role: string;
  readonly value: number | null;
}

export interface ComparedRun {
  readonly id: string;
  readonly name: string;
  readonly document: PipelineDocument;
  readonly evaluations: readonly ComparedEvaluation[];
}

export interface GroupValue {
  readonly mean: number;
  /** Standard deviation over the runs (n − 1); 0 for a single run. */
  readonly spread: number;
  readonly runs: number;
  /** Pictures behind each run's number; several where they differ, which forbids the mean. */
  readonly samples: readonly number[];
}

export interface SeedGroup {
  readonly name: string;
  readonly runs: readonly ComparedRun[];
  readonly seeds: readonly number[];
  /** Of the student. */
  readonly cost: { readonly macsPaper: number; readonly macsExact: number; readonly parameters: number; readonly bytesFloat32: number }; // prettier-ignore
  /** Of the student, by metric. */
  readonly values: Readonly<Record<string, GroupValue>>;
  /** The numbers behind `values`: what warnings are about. */
  readonly measured: readonly ComparedEvaluation[];
}

/** In the order of the first run of each group. */
export function groupBySeed(runs: readonly ComparedRun[]): SeedGroup[] {
  const groups = new Map<string, ComparedRun[]>();
  for (const run of runs) {
    const key = JSON.stringify({ ...run.document, name: '', training: { ...run.document.training, seed: 0 } });
    groups.set(key, [...(groups.get(key) ?? []), run]);
  }
  return [...groups.values()].map((members): SeedGroup => {
    const [first] = members as [ComparedRun];
    const { macsPaper, macsExact, parameters, bytesFloat32 } = pipelineCost(first.document).find(({ role }) => role === 'student')!.cost; // prettier-ignore
    const latest = members.map(({ evaluations }) => latestOfStudent(evaluations));
    const measured = latest.flatMap((byMetric) => [...byMetric.values()]);
    const metrics = metricsOf(measured);
    return {
      name: first.name,
      runs: members,
      seeds: members.map(({ document }) => document.training.seed),
      cost: { macsPaper, macsExact, parameters, bytesFloat32 },
      values: Object.fromEntries(
        metrics.map((metric) => [metric, valueOf(measured.filter((one) => one.metric === metric))]),
      ),
      measured,
    };
  });
}

function latestOfStudent(evaluations: readonly ComparedEvaluation[]): Map<string, ComparedEvaluation> {
  const latest = new Map<string, ComparedEvaluation>();
  for (const evaluation of evaluations) {
    if (evaluation.role !== 'student' || evaluation.value === null || !Number.isFinite(evaluation.value)) continue;
    const known = latest.get(evaluation.metric);
    if (!known || evaluation.step >= known.step) latest.set(evaluation.metric, evaluation);
  }
  return latest;
}

function valueOf(evaluations: readonly ComparedEvaluation[]): GroupValue {
  const values = evaluations.map(({ value }) => value!);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const spread = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : 0;
  return { mean, spread, runs: values.length, samples: [...new Set(evaluations.map(({ samples }) => samples))] };
}
