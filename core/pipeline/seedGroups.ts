/** Runs that differ only in their seed are one experiment: its numbers are a mean and a spread. */
import { pipelineCost } from './describe.ts';
import { METRIC_INFO, metricsOf } from './metrics.ts';
import type { PipelineDocument } from './schema.ts';

/** One stored evaluation, as far as a comparison needs it. */
export interface ComparedEvaluation {
  readonly step: number;
  readonly role: string;
  readonly metric: string;
  readonly value: number | null;
  readonly samples: number;
  readonly extractor: string;
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
    const metrics = metricsOf(latest.flatMap((byMetric) => [...byMetric.values()]));
    return {
      name: first.name,
      runs: members,
      seeds: members.map(({ document }) => document.training.seed),
      cost: { macsPaper, macsExact, parameters, bytesFloat32 },
      values: Object.fromEntries(
        metrics.map((metric) => [metric, valueOf(latest.flatMap((byMetric) => byMetric.get(metric) ?? []))]),
      ),
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

/** What forbids or weakens a comparison, in sentences. */
export function comparisonWarnings(groups: readonly SeedGroup[]): string[] {
  const metrics = metricsOf(groups.flatMap(({ values }) => Object.keys(values).map((metric) => ({ metric }))));
  return metrics.flatMap((metric) => {
    const { name = metric, compares, enoughPictures = 0 } = METRIC_INFO[metric] ?? {};
    const counts = [...new Set(groups.flatMap(({ values }) => values[metric]?.samples ?? []))].sort((a, b) => a - b);
    const warnings: string[] = [];
    if (counts.length > 1 && compares === 'sets') {
      warnings.push(
        `${name} was measured with different numbers of pictures (${counts.join(', ')}): do not compare these.`,
      );
    }
    if (counts.length > 0 && counts[0]! < enoughPictures) {
      warnings.push(`${name} of ${counts[0]!} pictures is too high; it needs at least ${enoughPictures}.`);
    }
    return warnings;
  });
}
