/** `omgd-studio datasets prepare-cityscapes`. */
import path from 'node:path';
import { lookAtCityscapes, prepareCityscapes } from '../../data/cityscapes/prepareCityscapes.ts';
import { byteText } from '../../files/byteText.ts';
import { EXIT } from '../exitCodes.ts';
import { StatusLine } from '../statusLine.ts';
import { stopOnSignal } from '../stopOnSignal.ts';

export async function cityscapes(places: { labels: string; photos: string; out: string }): Promise<number> {
  const { labels, photos, out: output } = places;
  const status = new StatusLine(process.stderr);
  const look = await lookAtCityscapes({ labels, photos }, 0);
  const unpacked = look.unpackedBytes === 0 ? '' : `; unpacking takes ${byteText(look.unpackedBytes)} meanwhile`;
  console.error(`Found ${String(look.train)} training and ${String(look.test)} test pairs${unpacked}.`);
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
