/** Utility process that makes one export: TensorFlow must not be loaded in the main process. It ends with the export. */
import '../compat/node16.ts';
import { loadTensorFlow } from '../../core/engine/runtime/load.ts';
import { performExport } from '../../core/export/exportRun.ts';
import type { TensorFlow } from '../../core/ops/tensorflow.ts';
import { failureOf } from '../tools/failure.ts';
import type { ExporterCommand, ExporterMessage } from './protocol.ts';

const send = (message: ExporterMessage): void => process.parentPort.postMessage(message);

process.parentPort.on('message', ({ data }) => void make(data as ExporterCommand));

async function make({ job }: ExporterCommand): Promise<void> {
  try {
    const tf = loadTensorFlow() as unknown as TensorFlow;
    const made = await performExport(job, tf, { onProgress: (progress) => send({ kind: 'progress', progress }) });
    send({ kind: 'done', made });
  } catch (error) {
    send({ kind: 'failed', failure: failureOf(error) });
  }
}
