/** Which checkpoint of a run: the latest usable one, the best one, or that of a step. */
import type { StudioCheckpoint } from '../../core/protocol/studio/runRecords.ts';

/** For a list to choose from. `checkpoints`: newest first. */
export function checkpointOptions(
  checkpoints: readonly StudioCheckpoint[],
): readonly { readonly value: string; readonly label: string }[] {
  const best = checkpoints.find(({ purpose }) => purpose === 'best');
  const stepText = ({ step }: StudioCheckpoint): string => `step ${step.toLocaleString('en')}`;
  const steps = checkpoints.filter(({ purpose }) => purpose !== 'best');
  return [
    { value: 'latest', label: steps[0] ? `Latest (${stepText(steps[0])})` : 'Latest' },
    ...(best ? [{ value: 'best', label: `Best (${stepText(best)})` }] : []),
    ...steps.slice(1).map((checkpoint) => ({ value: String(checkpoint.step), label: `Of ${stepText(checkpoint)}` })),
  ];
}

/** What the chosen value stands for. */
export function checkpointOf(value: string): number | 'best' | 'latest' {
  return value === 'best' || value === 'latest' ? value : Number(value);
}
