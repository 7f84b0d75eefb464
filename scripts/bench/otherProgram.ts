/** Times the same step in another program. */
import { spawnSync } from 'node:child_process';
import { z } from 'zod';

const lineSchema = z.looseObject({ what: z.string(), ms_per_step_median: z.number() });

/** Runs the command (in a shell, {id} replaced) and returns its median step in milliseconds. */
export function otherStepMs(command: string, id: string): number {
  const { stdout, status } = spawnSync(command.replaceAll('{id}', id), { shell: true, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] }); // prettier-ignore
  const lines = stdout.split('\n').filter((line) => line.startsWith('{'));
  const step = lines.map((line) => lineSchema.parse(JSON.parse(line))).find(({ what }) => what === 'training step');
  if (status !== 0 || !step)
    throw new Error(`The other program gave no training step for ${id} (exit code ${status}).`);
  return step.ms_per_step_median;
}
