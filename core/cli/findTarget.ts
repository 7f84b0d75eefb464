/** Which compute target a person means. */
import type { RayTarget } from '../protocol/index.ts';
import type { StoreReader } from '../store/index.ts';
import { CliError } from './cliError.ts';

export const TARGET_OPTION = ['--target <name>', 'compute on this cluster instead of this machine (see "omgd-studio targets")'] as const; // prettier-ignore

/** The word for this machine, where another target would be taken otherwise. */
export const HERE = 'local';

/** The target called `name`; undefined for this machine. */
export function findTarget(reader: StoreReader, name: string): RayTarget | undefined {
  if (name === HERE) return undefined;
  const targets = reader.listTargets();
  const found = targets.find((target) => target.name === name);
  if (found) return found;
  const known = targets.length === 0 ? 'There are none yet; "omgd-studio targets add" adds one' : `There are: ${targets.map((target) => target.name).join(', ')}`; // prettier-ignore
  throw new CliError(`There is no target "${name}". ${known}.`);
}
