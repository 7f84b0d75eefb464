/** An error of the bridge as sentences: what happened and where, then what to do. */
import type { StudioError } from '../../core/protocol/studio/errors.ts';

/** Messages that say themselves what to do are left as they are. */
export function errorText({ message, action }: Pick<StudioError, 'message' | 'action'>): string {
  return message.includes(action) ? message : `${message} ${action}`;
}
