/** `omgd-studio datasets prepare-cityscapes`. */
import path from 'node:path';
import { prepareCityscapes } from '../../data/cityscapes/prepareCityscapes.ts';
import { EXIT } from '../exitCodes.ts';
import { StatusLine } from '../statusLine.ts';
import { stopOnSignal } from '../stopOnSignal.ts';

export async function cityscapes(places: { labels: string; photos: string; out: string }): Promise<number> {
  const { labels, photos, out: output } = places;
  const status = new StatusLine(process.stderr);
  return await stopOnSignal('Stopped. Nothing was kept.', async (signal) => {
    const onProgress = (phase: 'unpacking' | 'preparing', done: number, total: number): void => {
      status.show(phase === 'unpacking' ? `Unpacking … ${String(Math.floor(done * 100))} %` : `Preparing … ${String(done)} of ${String(total)}`); // prettier-ignore
    };
    const work = prepareCityscapes({ labels, photos, output }, { onProgress, signal });
    const { train, test } = await work.finally(() => status.clear());
    const settings = { kind: 'sideBySide', folder: path.resolve(output), direction: 'BtoA' };
    console.log(`${String(train)} training and ${String(test)} test pairs are in ${path.resolve(output)}`);
    console.log(`Use them in a pipeline as "dataset": ${JSON.stringify(settings)}`);
    return EXIT.ok;
  });
}
