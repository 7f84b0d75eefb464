/**
 * Utility process for what the main process must not do itself: reading and decoding pictures (its graphics libraries and
 * those of the decoder do not get along), looking at the machine, and setting up the compute runtime.
 */
import '../compat/node16.ts';
import { failureOf } from './failure.ts';
import { JOBS } from './jobs.ts';
import type { ToolCommand, ToolMessage } from './protocol.ts';

const send = (message: ToolMessage): void => process.parentPort.postMessage(message);

process.parentPort.on('message', ({ data }) => void answer(data as ToolCommand));

async function answer({ id, job, request }: ToolCommand): Promise<void> {
  const run = JOBS[job] as (request: unknown, report: (progress: unknown) => void) => unknown;
  try {
    const result = await run(request, (progress) => send({ kind: 'progress', id, progress }));
    send({ kind: 'done', id, result });
  } catch (error) {
    send({ kind: 'failed', id, error: failureOf(error) });
  }
}
