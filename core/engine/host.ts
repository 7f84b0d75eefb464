/**
 * Main program of the host process, one for each run: owns nothing but the worker thread that computes, and passes
 * commands down and messages up. If native code dies, only this process dies, and its parent sees how.
 *
 * Started by child_process.fork (with `serialization: 'advanced'`) or Electron's utilityProcess.fork; the first argument
 * may be the URL of the worker.
 */
import { EngineHost } from './engineHost.ts';
import { WORKER_URL } from './entryPoints.ts';
import { connectToParent } from './parentLink.ts';
import { prepareTensorFlowEnvironment } from './runtime/load.ts';

// Ctrl-C and a closed terminal reach every process of the group. The parent decides what they mean for the run.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {});

prepareTensorFlowEnvironment();
const parent = connectToParent();
const workerArgument = process.argv[2];
const host = new EngineHost(parent, workerArgument === undefined ? WORKER_URL : new URL(workerArgument));
parent.onMessage((value) => host.receive(value));
parent.onGone(() => host.finishAlone());
process.on('SIGTERM', () => host.finishAlone());
