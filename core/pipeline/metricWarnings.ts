/** What makes measured numbers say less than they seem to, in sentences for people. */
import { METRIC_INFO, metricsOf } from './metrics.ts';

/** What a warning looks at of a stored evaluation. */
export interface MeasuredNumber {
  readonly metric: string;
  /** Of the checkpoint. */
  readonly step?: number | undefined;
  /** Generated pictures. */
  readonly samples: number;
  readonly extractor?: string | undefined;
  /** null in evaluations of versions that did not record it. */
  readonly details?: MeasuredConditions | null | undefined;
}

/** As far as it is known how a number was measured. */
export interface MeasuredConditions {
  readonly split: string;
  readonly realSamples?: number | undefined;
  readonly weights?: string | undefined;
  readonly leaks?: number | undefined;
  readonly version?: string | undefined;
}

/** Metrics that look at the same thing through different resizes; their numbers are never to be compared. */
const RESIZES = [
  ['fid', 'clean-fid'],
  ['kid', 'clean-kid'],
] as const;

/** Of the numbers of one evaluation. */
export function evaluationWarnings(evaluations: readonly MeasuredNumber[]): string[] {
  const few = metricsOf(evaluations).flatMap((metric) => tooFew(metric, evaluations));
  return [...few, ...leaked(evaluations)];
}

/** The numbers of one experiment (`groupBySeed`). */
export interface MeasuredGroup {
  readonly name: string;
  readonly measured: readonly MeasuredNumber[];
}

/** What forbids or weakens the comparison of groups. */
export function comparisonWarnings(groups: readonly MeasuredGroup[]): string[] {
  const rows = groups.map(({ measured }) => measured);
  const all = rows.flat();
  const perMetric = metricsOf(all).flatMap((metric) => [...unequal(metric, all), ...tooFew(metric, all)]);
  return [...perMetric, ...groups.flatMap(earlierSteps), ...differentResizes(rows), ...leaked(all)];
}

function tooFew(metric: string, measured: readonly MeasuredNumber[]): string[] {
  const { name = metric, enoughPictures = 0 } = METRIC_INFO[metric] ?? {};
  const fewest = Math.min(...of(metric, measured).map(({ samples, details }) => Math.min(samples, details?.realSamples ?? samples))); // prettier-ignore
  if (fewest >= enoughPictures) return [];
  const needed = enoughPictures.toLocaleString('en');
  return [`${name} of ${fewest} pictures is too high: it needs at least ${needed}. Compare it only with the same number.`]; // prettier-ignore
}

/** Numbers of one metric that were not measured alike: but for the version, they are in different columns. */
function unequal(metric: string, all: readonly MeasuredNumber[]): string[] {
  const { name = metric, compares } = METRIC_INFO[metric] ?? {};
  const measured = of(metric, all);
  const warnings: string[] = [];
  const counts = distinct(measured.map(({ samples }) => samples)).sort((a, b) => a - b);
  if (counts.length > 1 && compares === 'sets') {
    const list = counts.join(', ');
    warnings.push(`${name} was measured with different numbers of pictures (${list}): compare within a column only.`);
  }
  const splits = distinct(measured.flatMap(({ details }) => details?.split ?? [])).sort();
  if (splits.length > 1) {
    warnings.push(`${name} was measured on different splits (${splits.join(', ')}): compare within a column only.`);
  }
  const networks = distinct(measured.map(({ extractor = '', details }) => `${extractor} ${details?.weights ?? ''}`));
  if (networks.length > 1) {
    warnings.push(`${name} was measured through different networks or weights: compare within a column only.`);
  }
  const versions = distinct(measured.flatMap(({ details }) => details?.version ?? [])).sort();
  if (versions.length > 1) {
    warnings.push(`${name} was measured by different versions of the studio (${versions.join(', ')}).`);
  }
  return warnings;
}

/** A row shows the last step that was measured in each way, which need not be the same one. */
function earlierSteps({ name, measured }: MeasuredGroup): string[] {
  const last = Math.max(...measured.map(({ step = 0 }) => step));
  const earlier = measured.filter(({ step = last }) => step < last);
  return metricsOf(earlier).map((metric) => {
    const steps = distinct(of(metric, earlier).map(({ step = 0 }) => step)).sort((a, b) => a - b);
    const list = steps.map((step) => step.toLocaleString('en')).join(', ');
    return `“${name}” has ${METRIC_INFO[metric]?.name ?? metric} of step ${list}; its last measured step is ${last.toLocaleString('en')}.`; // prettier-ignore
  });
}

/** FID beside FID (clean) in one row is two numbers; one row with this and another with that is a trap. */
function differentResizes(rows: readonly (readonly MeasuredNumber[])[]): string[] {
  const has = (row: readonly MeasuredNumber[], metric: string): boolean => of(metric, row).length > 0;
  return RESIZES.flatMap(([usual, clean]) => {
    const onlyUsual = rows.some((row) => has(row, usual) && !has(row, clean));
    const onlyClean = rows.some((row) => has(row, clean) && !has(row, usual));
    if (!onlyUsual || !onlyClean) return [];
    const [first, second] = [usual, clean].map((metric) => METRIC_INFO[metric]!.name);
    return [`${first} and ${second} resize pictures differently: do not compare one with the other.`];
  });
}

function leaked(measured: readonly MeasuredNumber[]): string[] {
  const leaks = Math.max(0, ...measured.map(({ details }) => details?.leaks ?? 0));
  if (leaks === 0) return [];
  const [pictures, are] = leaks === 1 ? ['1 picture', 'is'] : [`${leaks} pictures`, 'are'];
  return [`${pictures} of the held-out splits ${are} in the training split as well: the numbers are too good.`];
}

function of(metric: string, measured: readonly MeasuredNumber[]): MeasuredNumber[] {
  return measured.filter((one) => one.metric === metric);
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
