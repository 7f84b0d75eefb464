/** Evaluations of a run, put together as they were measured: one measurement is one checkpoint under one set of conditions. */
import { METRIC_INFO, metricsOf } from '../../core/pipeline/index.ts';
import type { StudioEvaluation } from '../../core/protocol/studio/runRecords.ts';
import { SPLIT_NAMES } from './splits.ts';

/** Digits of a checksum that tell files apart. */
const SHORT = 8;

export interface RunMeasurement {
  readonly key: string;
  readonly step: number;
  readonly samples: number;
  readonly details: StudioEvaluation['details'];
  readonly evaluations: readonly StudioEvaluation[];
  readonly metrics: readonly string[];
}

/** Latest step first; of one step, what was measured on purpose first, and what has more metrics. */
export function measurementsOf(evaluations: readonly StudioEvaluation[]): RunMeasurement[] {
  const groups = new Map<string, StudioEvaluation[]>();
  /** How often a network was measured with a metric under the same conditions: through other networks or weights. */
  const times = new Map<string, number>();
  for (const evaluation of evaluations) {
    const { step, samples, details, role, metric } = evaluation;
    const { source, split, seed, checkpoint, version } = details ?? {};
    const conditions = JSON.stringify([step, samples, source, split, seed, checkpoint, version]);
    const measured = `${conditions} ${role} ${metric}`;
    const time = times.get(measured) ?? 0;
    times.set(measured, time + 1);
    const key = `${conditions} ${time}`;
    groups.set(key, [...(groups.get(key) ?? []), evaluation]);
  }
  const measurements = [...groups].map(([key, members]): RunMeasurement => {
    const { step, samples, details } = members[0]!;
    return { key, step, samples, details, evaluations: members, metrics: metricsOf(members) };
  });
  const rank = ({ details }: RunMeasurement): number => (details?.source === 'evaluate' ? 0 : 1);
  return measurements.sort(
    (first, second) =>
      second.step - first.step || rank(first) - rank(second) || second.metrics.length - first.metrics.length,
  );
}

/** How many pictures a metric was measured on, in a heading: `n 64`; the split too where that is not the same for all metrics. */
export function picturesOf(evaluations: readonly StudioEvaluation[], metric: string): string {
  const isOneSplit = new Set(evaluations.map(({ details }) => details?.split)).size === 1;
  const own = evaluations.filter((evaluation) => evaluation.metric === metric);
  const texts = own.map(({ samples, details }) => {
    const split = isOneSplit ? '' : `, ${details?.split ?? 'split unknown'}`;
    return `n ${samples.toLocaleString('en')}${split}`;
  });
  return [...new Set(texts)].join(' or ');
}

/** On which pictures all metrics were measured, `64 validation pictures`, after `separator`; empty where they were not measured on the same pictures. */
export function commonPictures(evaluations: readonly StudioEvaluation[], separator = ''): string {
  const texts = new Set(evaluations.map(picturesText));
  return texts.size === 1 ? `${separator}${[...texts].join('')}` : '';
}

function picturesText({ samples, details }: StudioEvaluation): string {
  const split = details ? SPLIT_NAMES[details.split] : 'held-out pictures';
  return `${samples.toLocaleString('en')} ${split}`;
}

export interface Condition {
  readonly name: string;
  readonly value: string;
  /** In full, where `value` is shortened. */
  readonly title?: string;
}

/** What defines the numbers of a measurement. */
export function conditionsOf({ step, samples, details, evaluations }: RunMeasurement): Condition[] {
  const real = evaluations.find((evaluation) => evaluation.details?.realSamples !== undefined)?.details?.realSamples;
  const counts = [{ name: 'Pictures', value: samples.toLocaleString('en') }];
  if (real !== undefined) counts.push({ name: 'Real pictures', value: real.toLocaleString('en') });
  if (!details) return [{ name: 'Step', value: step.toLocaleString('en') }, ...counts];
  const { source, split, seed, checkpoint, version } = details;
  return [
    { name: 'Step', value: step.toLocaleString('en') },
    { name: 'Measured', value: source === 'evaluate' ? 'with Evaluate' : 'during training' },
    { name: 'On', value: SPLIT_NAMES[split] },
    ...counts,
    { name: 'Seed', value: String(seed) },
    ...(checkpoint === undefined ? [] : [shortened('Checkpoint', checkpoint)]),
    ...(version === undefined ? [] : [{ name: 'Studio', value: version }]),
  ];
}

/** Network and weights behind a metric; undefined where it needs none. */
export function wayOf({ evaluations }: RunMeasurement, metric: string): string | undefined {
  const evaluation = evaluations.find((candidate) => candidate.metric === metric);
  if (!evaluation || evaluation.extractor === '') return undefined;
  const weights = evaluation.details?.weights;
  return weights === undefined ? evaluation.extractor : `${evaluation.extractor}, weights ${weights.slice(0, SHORT)}`;
}

/** A metric that is a mean over classes, class by class, of the student; undefined where it is none. */
export function classesOf({ evaluations }: RunMeasurement, metric: string): string | undefined {
  const student = evaluations.find((candidate) => candidate.metric === metric && candidate.role === 'student');
  const classes = Object.entries(student?.details?.classes ?? {});
  if (classes.length === 0) return undefined;
  const decimals = METRIC_INFO[metric]?.decimals ?? 2;
  return classes.map(([name, value]) => `${name} ${value.toFixed(decimals)}`).join(', ');
}

function shortened(name: string, sha256: string): Condition {
  return { name, value: `${sha256.slice(0, SHORT)}…`, title: `sha256 ${sha256}` };
}
