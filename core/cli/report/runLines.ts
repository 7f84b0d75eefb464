/** What of a run is worth a line that stays, on a terminal and in a log file alike. */
import { METRIC_INFO } from '../../pipeline/index.ts';
import { WARNINGS, type EngineMessage, type Evaluation, type EvaluationDetails } from '../../protocol/index.ts';
import type { RunEnd, RunRecord } from '../../store/index.ts';
import { formatBytes, formatDuration, formatValue } from '../format.ts';
import { PHASE_LABELS } from './labels.ts';

export class RunLines {
  #phase = '';
  #evaluations: Evaluation[] = [];

  /** The lines that `message` is worth, often none. */
  linesFor(message: EngineMessage): string[] {
    if (message.kind === 'evaluation') {
      this.#evaluations.push(message);
      return [];
    }
    return [...this.#evaluationLines(), ...this.#ownLines(message)];
  }

  #ownLines(message: EngineMessage): string[] {
    switch (message.kind) {
      case 'ready':
        return [
          `Computing on ${message.device} with ${String(message.threads)} ${message.threads === 1 ? 'thread' : 'threads'}.`,
        ];
      case 'phase':
        return this.#phaseLines(message.phase, message.detail);
      case 'checkpoint':
        return [`Saved a checkpoint at step ${String(message.step)} (${formatBytes(message.bytes)}).`];
      case 'warning':
        return [warningLine(message)];
      case 'log':
        return message.level === 'debug' ? [] : [message.message];
      case 'paused':
        return [`Paused after step ${String(message.step)}.`];
      case 'resumed':
        return [`Resumed after step ${String(message.step)}.`];
      default:
        return [];
    }
  }

  /** Each new phase once; the training itself shows in the progress. */
  #phaseLines(phase: keyof typeof PHASE_LABELS, detail: string): string[] {
    if (phase === this.#phase || phase === 'saving' || phase === 'evaluating') return [];
    const isFirst = this.#phase === '' || phase !== 'training';
    this.#phase = phase;
    return isFirst ? [`${detail || PHASE_LABELS[phase]} …`] : [];
  }

  /** One line a network, all its metrics in it. */
  #evaluationLines(): string[] {
    const evaluations = this.#evaluations;
    this.#evaluations = [];
    return evaluationLines(evaluations);
  }
}

/** An evaluation as the engine or the store has it; null stands for "not a number". */
export type Measured = Pick<Evaluation, 'step' | 'role' | 'metric' | 'samples'> & {
  readonly value: number | null;
  readonly details?: EvaluationDetails | null | undefined;
};

/** Evaluations of one or more steps: one line for each step, network and set of conditions. */
export function evaluationLines(evaluations: readonly Measured[]): string[] {
  const groups = new Map<string, Measured[]>();
  for (const evaluation of evaluations) {
    const key = `${nameOf(evaluation)}\n${conditionsOf(evaluation)}`;
    groups.set(key, [...(groups.get(key) ?? []), evaluation]);
  }
  return [...groups.values()].map((group) => {
    const values = group.map(({ metric, value }) => {
      const { name = metric, unit } = METRIC_INFO[metric] ?? {};
      return `${name} ${formatValue(value ?? NaN)}${unit === undefined ? '' : ` ${unit}`}`;
    });
    return `${nameOf(group[0]!)}: ${values.join(', ')} (${conditionsOf(group[0]!)})`;
  });
}

function nameOf({ step, role }: Measured): string {
  return `Step ${String(step)}, ${role === 'input' ? 'output = input' : role}`;
}

/** What a number of a network at a step depends on, beside its metric. */
function conditionsOf({ samples, details }: Measured): string {
  if (!details) return `${String(samples)} held-out pairs`;
  const { source, split, seed, version } = details;
  const pairs = `${String(samples)} ${split === 'train' ? 'training' : split} pairs`;
  if (source === 'training') return `${pairs}, during training`;
  return `${pairs}, seed ${String(seed)}${version === undefined ? '' : `, studio ${version}`}`;
}

/** A metric that is a mean over classes, class by class. */
export function classLines(evaluations: readonly Evaluation[]): string[] {
  return evaluations.flatMap(({ role, metric, details }) => {
    if (!details?.classes) return [];
    const { name = metric, decimals = 2 } = METRIC_INFO[metric] ?? {};
    const values = Object.entries(details.classes).map(([one, value]) => `${one} ${value.toFixed(decimals)}`);
    return [`${name} of ${role === 'input' ? 'output = input' : role} by class: ${values.join(', ')}`];
  });
}

function warningLine({ code, message }: Extract<EngineMessage, { kind: 'warning' }>): string {
  // The report of a dataset was printed already, as a line of the log.
  return `Warning: ${code === 'dataset-problems' ? WARNINGS[code].meaning : message}`;
}

/** How the run ended, in one or two sentences. */
export function endLine(run: RunRecord, { state, message }: RunEnd): string {
  const { step, totalSteps } = run;
  const at = totalSteps === null ? 'before the first step' : `at step ${String(step)} of ${String(totalSteps)}`;
  const id = run.id.slice(0, 8);
  switch (state) {
    case 'finished':
      return `Finished ${at} after ${formatDuration(run.trainedMs / 1000)} of training. Pictures: omgd-studio previews ${id} --out FOLDER`;
    case 'stopped':
      return `Stopped and saved ${at}. Go on with: omgd-studio resume ${id}`;
    case 'failed':
      return `Failed ${at}. ${message ?? ''}`;
    case 'interrupted':
      return `Interrupted ${at}. ${message ?? ''} (omgd-studio resume ${id})`;
  }
}
