/** The parent's view of a host process. `forkHost` starts one with Node; Electron brings its own `LaunchHost`. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { EngineCommand } from '../protocol/index.ts';
import { HOST_URL, WORKER_URL } from './entryPoints.ts';

/** How a process ended: one of the two is null; both are where that is not known. */
export interface HostExit {
  readonly code: number | null;
  readonly signal: string | null;
}

export interface HostListeners {
  /** Anything the host sends; not checked yet. */
  readonly onMessage: (message: unknown) => void;
  /** What native code prints. */
  readonly onOutput: (text: string) => void;
  /** Called once, after everything that the host has sent; also if it could not be started. */
  readonly onExit: (exit: HostExit) => void;
}

export interface HostProcess {
  send(command: EngineCommand): void;
  /** Ends the process at once. */
  kill(): void;
}

export type LaunchHost = (listeners: HostListeners) => HostProcess;

/** Starts a host as a child of this Node process. `workerUrl`: the worker's program, where it is not the usual one. */
export function forkHost(listeners: HostListeners, workerUrl: URL = WORKER_URL): HostProcess {
  const child = fork(fileURLToPath(HOST_URL), [workerUrl.href], {
    execArgv: [],
    serialization: 'advanced', // previews are bytes, and losses may be NaN
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  child.on('message', listeners.onMessage);
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (text: string) => listeners.onOutput(text));
  }
  let hasEnded = false;
  const end = (exit: HostExit): void => {
    if (!hasEnded) listeners.onExit(exit);
    hasEnded = true;
  };
  child.on('error', (error) => {
    listeners.onOutput(error.message);
    if (child.pid === undefined) end({ code: 127, signal: null });
  });
  child.on('close', (code, signal) => end({ code, signal }));
  return {
    send: (command) => {
      if (child.connected) child.send(command);
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
