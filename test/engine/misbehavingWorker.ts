/**
 * A worker that goes wrong, in place of the one that trains: the name of the document says how. It tells its process id as
 * a line of the log.
 */
import { parentPort } from 'node:worker_threads';
import type { EngineCommand } from '../../core/protocol/index.ts';

const MISDEEDS: Readonly<Record<string, () => void>> = {
  crash: () => process.kill(process.pid, 'SIGSEGV'),
  throw: () => {
    throw new Error('the worker threw this');
  },
  leave: () => process.exit(7),
  nonsense: () => parentPort?.postMessage({ kind: 'hello' }),
  deaf: () => setInterval(() => {}, 1000),
};

parentPort?.on('message', (command: EngineCommand) => {
  if (command.kind !== 'start') return;
  parentPort?.postMessage({ kind: 'log', sequence: 0, level: 'info', message: String(process.pid) });
  setTimeout(() => MISDEEDS[String(command.document['name'])]?.(), 200);
});
