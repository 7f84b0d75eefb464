/** The exports that a document asks for, made in this process once no engine works for it any more. */
import { loadTensorFlow } from '../engine/runtime/load.ts';
import { exportAtEnd, type EndExports } from '../export/exportAtEnd.ts';
import { performExport } from '../export/exportRun.ts';
import type { TensorFlow } from '../ops/tensorflow.ts';
import type { Store } from '../store/index.ts';

/** Returns how many failed. Those that are there already are not made again. */
export function makeExports(store: Store, runId: string, onNote: (text: string) => void): Promise<number> {
  const perform: EndExports['perform'] = (job) => performExport(job, loadTensorFlow() as unknown as TensorFlow);
  return exportAtEnd(store, runId, { perform, onNote });
}
