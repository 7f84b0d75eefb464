/** Long jobs that can be stopped while they run. */
const running = new Map<string, AbortController>();

/** Runs `work` under a name; undefined if it was stopped by that name. */
export async function stoppable<Result>(
  name: string,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  const controller = new AbortController();
  running.set(name, controller);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (controller.signal.aborted) return undefined;
    throw error;
  } finally {
    running.delete(name);
  }
}

/** A job of the tools process; does nothing if there is no such work. */
export function stop(name: string): void {
  running.get(name)?.abort();
}
