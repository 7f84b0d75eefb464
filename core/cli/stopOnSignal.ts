/** Ctrl-C for work that may be cut off anywhere, since what is done is kept. */
import { signalExitCode } from './exitCodes.ts';

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Runs `work` with a signal that Ctrl-C aborts. Returns the exit code; `stopped` is printed if it came to that. */
export async function stopOnSignal(stopped: string, work: (signal: AbortSignal) => Promise<number>): Promise<number> {
  const controller = new AbortController();
  let received: NodeJS.Signals | undefined;
  const listener = (signal: NodeJS.Signals): void => {
    received ??= signal;
    controller.abort();
  };
  for (const signal of SIGNALS) process.on(signal, listener);
  try {
    return await work(controller.signal);
  } catch (error) {
    if (received === undefined) throw error;
    console.error(stopped);
    return signalExitCode(received);
  } finally {
    for (const signal of SIGNALS) process.off(signal, listener);
  }
}
