/** How many pairs a second the loader makes of the built-in pictures, once they are in its cache. */
import { startLoader } from '../../core/data/loader.ts';
import { openSource } from '../../core/data/openSource.ts';
import { samplesOf } from '../../core/data/validateDataset.ts';
import type { PipelineDocument } from '../../core/pipeline/index.ts';

const PAIRS = 64;
const MEASURED_MS = 2000;

export async function loaderSpeed(document: PipelineDocument): Promise<{ cachedPairsPerSecond: number }> {
  const { samples } = await openSource({ kind: 'emoji', skinTonesAndFlags: false }).list();
  const { batchSize, seed } = document.training;
  const loader = startLoader({
    ...document.preprocess,
    samples: samplesOf(samples, 'train').slice(0, PAIRS),
    batchSize,
    seed,
  });
  try {
    for (let batch = 0; batch < 2 * loader.batchesPerEpoch; batch++) await loader.next();
    const start = performance.now();
    let pairs = 0;
    while (performance.now() - start < MEASURED_MS) {
      await loader.next();
      pairs += batchSize;
    }
    return { cachedPairsPerSecond: (1000 * pairs) / (performance.now() - start) };
  } finally {
    await loader.close();
  }
}
