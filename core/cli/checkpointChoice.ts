/** `--checkpoint`: which checkpoint of a run is meant. */
import type { WantedCheckpoint } from '../engine/findCheckpoint.ts';
import { CliError } from './cliError.ts';
import { numberOf } from './numberOf.ts';

export const CHECKPOINT_OPTION = [
  '--checkpoint <which>',
  '"latest", "best", or a step (default: the latest usable one)',
] as const;

export function checkpointChoice(word = 'latest'): WantedCheckpoint {
  if (word === 'latest' || word === 'best') return word;
  const step = numberOf(word);
  if (Number.isInteger(step) && step >= 0) return step;
  throw new CliError(`--checkpoint must be "latest", "best", or a step, not "${word}".`);
}
