/** Ways of measuring whose numbers are never put into one column, and which number speaks for a network that has several. */
import type { MeasuredNumber } from './metricWarnings.ts';

/** One stored evaluation, as far as a comparison needs it. */
export interface ComparedEvaluation extends MeasuredNumber {
  readonly step: number;
  readonly role: string;
  readonly value: number | null;
}

const SHORT_CHECKSUM = 8;
/** Networks that are compared with each other: the way back makes other pictures, and the input is none of them. */
const COMPARED: ReadonlySet<string> = new Set(['wider', 'deeper', 'student']);

/** What tells ways apart, in words. Seeds differ between runs that are one experiment; of versions there is a warning. */
const PARTS: readonly ((evaluation: ComparedEvaluation) => string)[] = [
  ({ extractor }) => extractor ?? '',
  ({ details }) => details?.weights?.slice(0, SHORT_CHECKSUM) ?? '',
  ({ details }) => (details ? `${details.split} pictures` : ''),
  ({ samples }) => `n ${samples}`,
  ({ details }) => (details?.realSamples === undefined ? '' : `${details.realSamples} real`),
];

/** The metric, with what this number was measured through and on where that is not the same for all numbers of the metric. */
export type Way = (evaluation: ComparedEvaluation) => string;

export function waysOfMeasuring(all: readonly ComparedEvaluation[]): Way {
  const compared = all.filter(({ role }) => COMPARED.has(role));
  const different = new Map(
    [...new Set(compared.map(({ metric }) => metric))].map((metric) => {
      const own = compared.filter((evaluation) => evaluation.metric === metric);
      return [metric, PARTS.filter((part) => new Set(own.map(part)).size > 1)];
    }),
  );
  return (evaluation) => {
    const parts = different.get(evaluation.metric) ?? [];
    if (parts.length === 0) return evaluation.metric;
    const words = parts.map((part) => part(evaluation)).filter((word) => word !== '');
    return `${evaluation.metric} (${words.join(', ') || 'unknown'})`;
  };
}

/**
 * One number for each step, network and metric: measured on held-out pictures rather than on those of the training, on as
 * many as there are, and the last time. `all` has the newest last.
 */
export function mostTelling<Evaluation extends ComparedEvaluation>(all: readonly Evaluation[]): Evaluation[] {
  const best = new Map<string, Evaluation>();
  for (const evaluation of all) {
    const { step, role, metric } = evaluation;
    const key = JSON.stringify([step, role, metric]);
    const known = best.get(key);
    if (!known || !saysLess(evaluation, known)) best.set(key, evaluation);
  }
  return [...best.values()];
}

function saysLess(one: ComparedEvaluation, other: ComparedEvaluation): boolean {
  const [isOfTraining, otherIs] = [one, other].map(({ details }) => details?.split === 'train');
  return isOfTraining === otherIs ? one.samples < other.samples : isOfTraining === true;
}
