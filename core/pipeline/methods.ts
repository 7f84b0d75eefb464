/** The methods of training, and what tells them apart for everything else. */

/**
 * - `omgd`: paired OMGD, teachers and student step by step on the same pairs.
 * - `pix2pix`: the student alone on pairs, the baseline of `omgd`.
 * - `omgd-unpaired`: OMGD with a CycleGAN as the teacher, in blocks of teacher and student epochs.
 * - `cyclegan`: the student alone as the generator of a CycleGAN, the baseline of `omgd-unpaired`.
 */
export const METHODS = ['omgd', 'pix2pix', 'omgd-unpaired', 'cyclegan'] as const;
export type Method = (typeof METHODS)[number];

/** Trains on two sets of pictures that do not belong together. */
export function isUnpaired(method: Method): boolean {
  return method === 'omgd-unpaired' || method === 'cyclegan';
}

/** A kind of dataset whose pictures do not belong together; paired training cannot use it. */
export function hasNoPairs(datasetKind: unknown): boolean {
  return datasetKind === 'unpairedFolder' || datasetKind === 'unpairedTwoFolders';
}

/** A student learns from teachers; otherwise it plays the GAN game itself. */
export function hasTeachers(method: Method): boolean {
  return method === 'omgd' || method === 'omgd-unpaired';
}

/** What a document of the method has where it says nothing: the authors' options for it. */
export function methodDefaults(method: unknown): Readonly<Record<string, Readonly<Record<string, unknown>>>> {
  const cycle = { discriminator: { kind: 'n_layers', ndf: 64, ganMode: 'lsgan' } };
  switch (method) {
    case 'pix2pix':
      return { teachers: {}, discriminator: { kind: 'n_layers' } };
    case 'omgd-unpaired':
      return {
        ...cycle,
        dataset: { kind: 'emojiStyles' },
        teachers: { wider: {} },
        losses: { channelWeight: 500 },
        training: { batchSize: 1, nDis: 4 },
      };
    case 'cyclegan':
      return { ...cycle, dataset: { kind: 'emojiStyles' }, teachers: {}, training: { batchSize: 1 } };
    default:
      return {};
  }
}
