/** Words for what engine and store call by short names. */
import type { Phase } from '../../protocol/index.ts';

export const PHASE_LABELS: Readonly<Record<Phase, string>> = {
  preparing: 'Preparing',
  'loading-data': 'Looking at the pictures',
  building: 'Building the networks',
  training: 'Training',
  evaluating: 'Evaluating',
  saving: 'Saving',
};

/** The losses that a progress line shows, if the run has them: the authors' name, and a word for people. */
const MAIN_LOSSES = [
  ['G_student', 'student'],
  ['G_recon_s', 'student recon'],
  ['G_recon_w', 'wider recon'],
  ['G_recon_d', 'deeper recon'],
  ['D', 'discriminator'],
  ['G_cycle_A', 'cycle A'],
  ['G_cycle_B', 'cycle B'],
  ['D_A', 'discriminator A'],
  ['D_B', 'discriminator B'],
] as const;

/** E.g. "student 93.1 · wider recon 24.0 · deeper recon 25.1 · discriminator 4.0". */
export function mainLosses(losses: Readonly<Record<string, number>>): string {
  const shown = MAIN_LOSSES.flatMap(([name, label]) => {
    const value = losses[name];
    return value === undefined ? [] : [`${label} ${value.toPrecision(3)}`];
  });
  return shown.join(' · ');
}
