// Tries native code in a child process, so that a crash is a finding and not the end of the doctor.
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

/** Outcome of a trial: what it reported, or why it failed. */
export type Trial =
  { readonly kind: 'works'; readonly value: string } | { readonly kind: 'fails'; readonly reason: string };

export const TRIAL_NAMES = ['tensorflow', 'sqlite'] as const;
export type TrialName = (typeof TRIAL_NAMES)[number];

const TIMEOUT_MS = 120_000;
const QUOTED_CHARACTERS = 600;

/** Runs one trial in a fresh Node process. */
export function tryInChild(name: TrialName): Trial {
  const script = fileURLToPath(new URL('./trialChild.ts', import.meta.url));
  const options = { encoding: 'utf8', timeout: TIMEOUT_MS, windowsHide: true } as const;
  const { status, signal, stdout, stderr, error } = spawnSync(process.execPath, [script, name], options);
  if (status === 0) return { kind: 'works', value: stdout.trim() };
  if (error !== undefined) return { kind: 'fails', reason: error.message };
  if (signal !== null) return { kind: 'fails', reason: `the process died (${signal})` };
  return { kind: 'fails', reason: stderr.trim().slice(0, QUOTED_CHARACTERS) };
}
