/**
 * The other networks of a trained model, which pix2pix and CycleGAN save in files of their own: `latest_net_G_A.pth` has
 * `latest_net_G_B.pth`, `latest_net_D_A.pth` and `latest_net_D_B.pth` beside it, `latest_net_G.pth` has `latest_net_D.pth`.
 */
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

export type CycleSetting = 'cycle.backward' | 'cycle.discriminator' | 'cycle.backwardDiscriminator';

export interface Sibling {
  /** Absolute. */
  readonly file: string;
  /** Where a pipeline starts from it; undefined for the discriminator of a pix2pix, which never does. */
  readonly setting: CycleSetting | undefined;
}

const GENERATOR = /^(.*_net_)G(?:_([AB]))?(\.\w+)$/;

/** Those that are there; none if `file` is not named as a generator is. */
export async function siblingsOf(file: string): Promise<Sibling[]> {
  const [, start, letter, ending] = GENERATOR.exec(basename(file)) ?? [];
  if (start === undefined || ending === undefined) return [];
  const other = letter === 'A' ? 'B' : 'A';
  const named: readonly (readonly [name: string, setting: CycleSetting | undefined])[] =
    letter === undefined
      ? [['D', undefined]]
      : [
          [`G_${other}`, 'cycle.backward'],
          [`D_${letter}`, 'cycle.discriminator'],
          [`D_${other}`, 'cycle.backwardDiscriminator'],
        ];
  const siblings = named.map(([name, setting]) => ({ file: join(dirname(file), `${start}${name}${ending}`), setting }));
  const areThere = await Promise.all(siblings.map((sibling) => isFile(sibling.file)));
  return siblings.filter((_, index) => areThere[index]);
}

async function isFile(path: string): Promise<boolean> {
  return await stat(path).then(
    (entry) => entry.isFile(),
    () => false,
  );
}
