/** Job that runs a generator on held-out pictures. It loads TensorFlow, so it runs in a process of its own (`startAlone`). */
import { loadTensorFlow } from '../../core/engine/runtime/load.ts';
import type { TensorFlow } from '../../core/ops/tensorflow.ts';
import type { PairPictures } from '../../core/protocol/studio/weights.ts';
import { previewStart as preview, type StartPreviewTask } from '../../core/trainer/previewStart.ts';

export async function previewStart(task: StartPreviewTask): Promise<PairPictures[]> {
  return await preview(loadTensorFlow() as unknown as TensorFlow, task);
}
