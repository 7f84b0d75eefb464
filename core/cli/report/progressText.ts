/** Progress of a run in one line. */
import type { EngineMessage, Progress } from '../../protocol/index.ts';
import { formatDuration } from '../format.ts';
import { mainLosses, PHASE_LABELS } from './labels.ts';

const BAR_CELLS = 20;

/** What the messages so far say about progress. */
export class ProgressState {
  phase = '';
  progress: Progress | undefined;
  losses: Readonly<Record<string, number>> = {};

  take(message: EngineMessage): void {
    if (message.kind === 'progress') this.progress = message;
    if (message.kind === 'metrics') this.losses = message.points.at(-1)?.values ?? {};
    if (message.kind === 'phase') this.phase = message.detail || PHASE_LABELS[message.phase];
    if (message.kind === 'paused') this.phase = 'Paused';
    if (message.kind === 'resumed') this.phase = PHASE_LABELS.training;
  }

  /** E.g. "Training ███████───── step 420/1200 · 3.2 steps/s · 4 min 03 s left · student 93.1"; `bar`: with the bar. */
  text({ bar }: { readonly bar: boolean }): string {
    const { progress } = this;
    if (!progress) return `${this.phase} …`;
    const { step, totalSteps, stepsPerSecond, etaSeconds } = progress;
    const parts = [
      `step ${String(step)}/${String(totalSteps)}`,
      stepsPerSecond > 0 ? `${stepsPerSecond.toPrecision(3)} steps/s` : '',
      etaSeconds === null || step === totalSteps ? '' : `${formatDuration(etaSeconds)} left`,
      mainLosses(this.losses),
    ];
    const numbers = parts.filter((part) => part !== '').join(' · ');
    return bar ? `${this.phase} ${drawBar(step / totalSteps)} ${numbers}` : `${this.phase}: ${numbers}`;
  }
}

function drawBar(fraction: number): string {
  const full = Math.round(fraction * BAR_CELLS);
  return '█'.repeat(full) + '─'.repeat(BAR_CELLS - full);
}
