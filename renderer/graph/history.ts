/** Undo and redo over immutable states. Edits of one gesture (a drag, a slider's way) are one step. */

export interface History<State> {
  readonly past: readonly State[];
  readonly present: State;
  readonly future: readonly State[];
  /** The gesture that made `present`, while it may still go on. */
  readonly gesture: string | undefined;
}

/** Steps that are kept. A state shares what did not change with the one before, so they are small. */
const MOST_STEPS = 200;

export function historyOf<State>(present: State): History<State> {
  return { past: [], present, future: [], gesture: undefined };
}

/** Adds a state. With the same `gesture` as the last one it takes that one's place. */
export function record<State>(history: History<State>, next: State, gesture?: string): History<State> {
  if (next === history.present) return history;
  const continues = gesture !== undefined && gesture === history.gesture;
  const past = continues ? history.past : [...history.past, history.present].slice(-MOST_STEPS);
  return { past, present: next, future: [], gesture };
}

/** The next edit is a step of its own, whatever its gesture. */
export function endGesture<State>(history: History<State>): History<State> {
  return { ...history, gesture: undefined };
}

export function undo<State>(history: History<State>): History<State> {
  const previous = history.past.at(-1);
  if (previous === undefined) return history;
  const future = [history.present, ...history.future];
  return { past: history.past.slice(0, -1), present: previous, future, gesture: undefined };
}

export function redo<State>(history: History<State>): History<State> {
  const [next, ...future] = history.future;
  if (next === undefined) return history;
  return { past: [...history.past, history.present], present: next, future, gesture: undefined };
}
