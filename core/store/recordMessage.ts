/** Puts what an engine says into the store; the command line and the studio record their runs with it. */
import { weightsVersions, type EngineMessage, type EngineMessageOf } from '../protocol/index.ts';
import type { StoreWriter } from './openStore.ts';

/**
 * Repeating a message is harmless; of log lines, warnings and errors that is true only if each comes with an `eventId` of
 * its own, else they appear again.
 */
export function recordMessage(writer: StoreWriter, runId: string, message: EngineMessage, eventId?: string): void {
  const id = eventId === undefined ? {} : { id: eventId };
  switch (message.kind) {
    case 'ready':
      return writer.recordEngine(runId, message);
    case 'weights':
      return writer.recordVersions(runId, weightsVersions(message.used));
    case 'progress':
      return writer.heartbeat(runId, message);
    case 'metrics':
      return writer.appendMetrics(runId, message.points);
    case 'preview':
      return writer.savePreview(runId, message);
    case 'checkpoint':
      return writer.saveCheckpoint(runId, message);
    case 'evaluation':
      return writer.saveEvaluation(runId, message);
    case 'warning':
      return writer.addEvent(runId, {
        level: 'warning',
        code: message.code,
        step: message.step,
        message: message.message,
        ...id,
      });
    case 'log':
      return writer.addEvent(runId, {
        level: message.level,
        message: message.message,
        ...(message.code === undefined ? {} : { code: message.code }),
        ...(message.step === undefined ? {} : { step: message.step }),
        ...id,
      });
    case 'phase':
      return writer.heartbeat(runId);
    case 'paused':
      return writer.setState(runId, 'paused');
    case 'resumed':
      return writer.setState(runId, 'running');
    case 'finished':
    case 'stopped':
      return writer.finishRun(runId, { state: message.kind });
    case 'failed':
      return recordFailure(writer, runId, message, id);
  }
}

function recordFailure(
  writer: StoreWriter,
  runId: string,
  failure: EngineMessageOf<'failed'>,
  id: { readonly id?: string },
): void {
  const { code, message, step, stack } = failure;
  const place = step === undefined ? {} : { step };
  writer.addEvent(runId, { level: 'error', code, message: stack ?? message, ...place, ...id });
  writer.finishRun(runId, { state: 'failed', code, message });
}
