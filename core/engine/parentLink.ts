/** How a host process talks to the process that started it: child_process.fork and Electron's utilityProcess.fork. */

export interface ParentLink {
  onMessage(listener: (message: unknown) => void): void;
  /** Calls `listener` when the parent is gone, however it ended. */
  onGone(listener: () => void): void;
  /** Resolves when the message has left this process, and also if the parent is gone. */
  send(message: unknown): Promise<void>;
}

/** Electron's port to the parent of a utility process. */
interface ParentPort {
  on(event: 'message', listener: (event: { readonly data: unknown }) => void): void;
  on(event: 'close', listener: () => void): void;
  postMessage(message: unknown): void;
}

/** Throws if this process was started neither way. */
export function connectToParent(): ParentLink {
  const { parentPort } = process as NodeJS.Process & { readonly parentPort?: ParentPort };
  if (parentPort) return electronLink(parentPort);
  if (process.send) return forkLink();
  throw new Error('The engine host is started by OMGD Studio, not by hand. Use "omgd-studio run".');
}

function electronLink(port: ParentPort): ParentLink {
  return {
    onMessage: (listener) => port.on('message', ({ data }) => listener(data)),
    onGone: (listener) => port.on('close', listener),
    send: async (message) => port.postMessage(message),
  };
}

function forkLink(): ParentLink {
  return {
    onMessage: (listener) => process.on('message', listener),
    onGone: (listener) => process.on('disconnect', listener),
    send: (message) =>
      new Promise((resolve) => {
        if (!process.connected) return resolve();
        process.send?.(message, undefined, {}, () => resolve());
      }),
  };
}
