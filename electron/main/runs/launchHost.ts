/** Starts the engine's host as a utility process of Electron. */
import { utilityProcess } from 'electron';
import { fileURLToPath } from 'node:url';
import { HOST_URL, WORKER_URL } from '../../../core/engine/entryPoints.ts';
import type { HostListeners, HostProcess } from '../../../core/engine/hostProcess.ts';
import { exitOf } from './hostExit.ts';

export function launchHost({ onMessage, onOutput, onExit }: HostListeners): HostProcess {
  const child = utilityProcess.fork(fileURLToPath(HOST_URL), [WORKER_URL.href], {
    serviceName: 'OMGD engine',
    stdio: 'pipe',
  });
  let wasKilled = false;
  child.on('message', onMessage);
  child.stdout?.on('data', (bytes: Buffer) => onOutput(bytes.toString()));
  child.stderr?.on('data', (bytes: Buffer) => onOutput(bytes.toString()));
  child.once('exit', (code) => onExit(exitOf(code, wasKilled)));
  return {
    send: (command) => child.postMessage(command),
    kill: () => {
      wasKilled = true;
      // `child.kill()` asks politely, and a worker inside native code does not listen.
      if (child.pid !== undefined) process.kill(child.pid, 'SIGKILL');
    },
  };
}
