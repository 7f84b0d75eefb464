/** How many pictures a second go through Inception, ours and pytorch-fid's in turn on the same machine. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { formatTable } from '../../core/cli/table.ts';
import type { Pixels } from '../../core/data/pixels.ts';
import { foldBatchNorm } from '../../core/networks/inferenceNetwork.ts';
import { inceptionExtractors } from '../../core/metrics/sets/inceptionExtractor.ts';
import { EXTRACTOR_BATCH } from '../../core/metrics/sets/setEvaluator.ts';
import { inceptionV3 } from '../../core/networks/inceptionV3.ts';
import { nativeOps } from '../../core/ops/native/index.ts';
import type { TensorFlow } from '../../core/ops/tensorflow.ts';
import { noiseWeights } from '../../test/fixtures/inception/noise.ts';
import { median } from './median.ts';

const SCRIPT = fileURLToPath(new URL('../../test/full/inceptionReference.py', import.meta.url));
const SIDE = 256;
const BATCHES = 3;

const answerSchema = z.strictObject({ picturesPerSecond: z.number().positive() });

/**
 * Both take 48 8-bit pictures of 256 × 256 with random weights, from bytes to features. Rounds alternate, so that both
 * meet the same load. @param python has pytorch-fid (`FID_PACKAGES`) @param say hears each round as it ends
 */
export async function inceptionSpeed(
  tf: TensorFlow,
  python: string,
  rounds: number,
  say: (words: string) => void,
): Promise<string> {
  const other = await startOther(python);
  const own = startOwn(tf);
  try {
    own();
    const results: { ours: number; theirs: number }[] = [];
    for (let round = 1; round <= rounds; round++) {
      const result = { theirs: await other.ask(), ours: own() };
      results.push(result);
      say(
        `Round ${round} of ${rounds}: ours ${result.ours.toFixed(2)}, theirs ${result.theirs.toFixed(2)} pictures a second`,
      );
    }
    const rows = results.map(({ ours, theirs }, round) => [`${round + 1}`, ours.toFixed(2), theirs.toFixed(2), (ours / theirs).toFixed(2)]); // prettier-ignore
    const [ours, theirs] = [median(results.map((r) => r.ours)), median(results.map((r) => r.theirs))];
    rows.push(['median', ours.toFixed(2), theirs.toFixed(2), (ours / theirs).toFixed(2)]);
    return formatTable(['ROUND', 'OURS pictures/s', 'PYTORCH-FID', 'RATIO'].map((title) => ({ title, align: 'right' })), rows); // prettier-ignore
  } finally {
    other.close();
  }
}

/** Returns a function that measures pictures a second once. */
function startOwn(tf: TensorFlow): () => number {
  const network = inceptionV3();
  const { fid } = inceptionExtractors(nativeOps(tf), foldBatchNorm(network, noiseWeights(network)));
  const pictures = Array.from({ length: EXTRACTOR_BATCH }, (_, index): Pixels => {
    const data = Uint8Array.from({ length: SIDE * SIDE * 3 }, (_, at) => (at * 7 + index * 31) % 251);
    return { width: SIDE, height: SIDE, channels: 3, data };
  });
  return () => {
    const start = performance.now();
    for (let batch = 0; batch < BATCHES; batch++) fid.extract(pictures);
    return (1000 * BATCHES * pictures.length) / (performance.now() - start);
  };
}

/** Starts pytorch-fid once, so that neither side pays for loading. */
async function startOther(python: string) {
  const child = spawn(python, [SCRIPT, '-', '--speed'], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child, 'spawn');
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const ask = async (): Promise<number> => {
    child.stdin.write('\n');
    const { value, done } = (await lines.next()) as IteratorResult<string, undefined>;
    if (done === true) throw new Error(`${python} could not run pytorch-fid; its words are above.`);
    return answerSchema.parse(JSON.parse(value)).picturesPerSecond;
  };
  await ask();
  return { ask, close: () => child.stdin.end() };
}
