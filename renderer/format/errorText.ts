/** An error of the bridge, or the end of a run, as sentences: what happened and where, then what to do. */
import type { StudioError } from '../../core/protocol/studio/errors.ts';

/** Messages of core/ that already say `action`, since the command line prints nothing else, are left as they are. */
export function errorText({ message, action }: Pick<StudioError, 'message' | 'action'>): string {
  return message.includes(action) ? message : `${message} ${action}`;
}
